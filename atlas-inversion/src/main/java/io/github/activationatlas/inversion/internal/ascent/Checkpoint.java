package io.github.activationatlas.inversion.internal.ascent;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;

/**
 * The state of an optimisation as a file: "AAVC", version 1, the settings as UTF-8 with their length in two bytes, the number of steps
 * done, of images and of parameters; parameters and the optimiser's two memories, each with its length, as floats; for each image its
 * objective in each step and as it is now, as doubles; a CRC-32 of all before as a long. Everything is big-endian. The transforms of
 * past steps need not be kept: they follow from the seed.
 *
 * @param settings all that must be the same to go on
 * @param parameters of the images
 * @param first the optimiser's memory
 * @param second more of it; empty for some optimisers
 * @param trajectory the objective by image and step; as many steps as are done
 * @param untransformed the objectives' values for the untransformed images
 */
record Checkpoint(
        String settings,
        float[] parameters,
        float[] first,
        float[] second,
        double[][] trajectory,
        double[] untransformed) {
    private static final int MAGIC = 0x41415643;
    private static final int VERSION = 1;
    private static final int CHECKSUM_BYTES = Long.BYTES;

    int steps() {
        return trajectory[0].length;
    }

    /** Writes the file, whole or not at all. */
    void write(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(settings);
            out.writeInt(steps());
            out.writeInt(untransformed.length);
            for (float[] values : new float[][] {parameters, first, second}) {
                out.writeInt(values.length);
                for (float value : values) {
                    out.writeFloat(value);
                }
            }
            for (int b = 0; b < untransformed.length; b++) {
                for (double value : trajectory[b]) {
                    out.writeDouble(value);
                }
                out.writeDouble(untransformed[b]);
            }
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
            write(bytes.toByteArray(), file);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " could not be written: " + e.getMessage(), e);
        }
    }

    private static void write(byte[] bytes, Path file) throws IOException {
        // A name that nobody else's file has.
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".part");
        try {
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    /**
     * Reads a file.
     *
     * @param settings what the settings must be
     * @throws IllegalArgumentException if the file is no checkpoint, of another version, truncated, damaged or of other settings
     */
    static Checkpoint read(Path file, String settings) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                return read(in, bytes, file, settings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " could not be read", e);
        }
    }

    private static Checkpoint read(DataInputStream in, byte[] bytes, Path file, String settings) throws IOException {
        checkArgument(bytes.length >= 2 * Integer.BYTES && in.readInt() == MAGIC, "%s is no checkpoint", file);
        int version = in.readInt();
        checkArgument(
                version == VERSION, "%s is a checkpoint of version %s; version %s is read", file, version, VERSION);
        int length = bytes.length - CHECKSUM_BYTES;
        checkArgument(
                length > 0
                        && checksum(bytes, length)
                                == new DataInputStream(new ByteArrayInputStream(bytes, length, CHECKSUM_BYTES))
                                        .readLong(),
                "the checkpoint %s is truncated or damaged; delete it to start anew",
                file);
        String made = in.readUTF();
        checkArgument(
                made.equals(settings),
                "the checkpoint %s is of other settings: %s instead of %s",
                file,
                made,
                settings);
        int steps = in.readInt();
        int batch = in.readInt();
        float[] parameters = floats(in);
        float[] first = floats(in);
        float[] second = floats(in);
        double[][] trajectory = new double[batch][steps];
        double[] untransformed = new double[batch];
        for (int b = 0; b < batch; b++) {
            for (int step = 0; step < steps; step++) {
                trajectory[b][step] = in.readDouble();
            }
            untransformed[b] = in.readDouble();
        }
        return new Checkpoint(made, parameters, first, second, trajectory, untransformed);
    }

    private static float[] floats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
