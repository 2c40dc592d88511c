package io.github.activationatlas.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Whether there is room for what a long job is going to write. */
public final class DiskSpace {
    private DiskSpace() {}

    /**
     * Checks the disk. What is there already counts as written: it is gone on from, or replaced.
     *
     * @param place a file or folder that is to be written, there already or not
     * @param bytes what will be written there at least
     * @param what of what, for the message, in the plural
     * @throws UncheckedIOException if that is more than is free
     */
    public static void check(Path place, long bytes, String what) {
        try {
            Path there = place.toAbsolutePath();
            while (there.getParent() != null && !Files.exists(there)) {
                there = there.getParent();
            }
            FileStore disk = Files.getFileStore(there);
            long needed = bytes - written(place);
            // A disk that does not know its size reports 0.
            if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < needed) {
                throw new IOException(what + " take at least " + format(needed) + ", but only "
                        + format(disk.getUsableSpace()) + " are free");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(place + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static long written(Path place) throws IOException {
        if (!Files.exists(place)) {
            return 0;
        }
        long sum = 0;
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /**
     * Writes a number of bytes with a unit.
     *
     * @param bytes 0 or more
     * @return such as {@code 6.0 GB}, in powers of a thousand
     */
    public static String format(long bytes) {
        String[] units = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
        int unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
