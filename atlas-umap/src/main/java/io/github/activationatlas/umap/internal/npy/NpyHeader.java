package io.github.activationatlas.umap.internal.npy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.math.LongMath;
import io.github.activationatlas.umap.Npy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands before the values of a {@code .npy} file.
 *
 * @param fortran whether the first axis runs fastest
 * @param start where the values begin, in bytes
 */
public record NpyHeader(Path file, NpyType type, ByteOrder order, boolean fortran, int[] shape, long start) {
    private static final Logger LOG = LoggerFactory.getLogger(Npy.class);
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 20;
    /** As many as NumPy allows. */
    private static final int MOST_AXES = 64;
    /** A key, and as its value a string, a word, a tuple or a list. */
    private static final Pattern ENTRY = Pattern.compile(
            "\\G\\s*(['\"])(\\w+)\\1\\s*:\\s*(['\"][^'\"]*['\"]|\\w+|\\([^()]*\\)|\\[.*\\])\\s*(?:,|$)",
            Pattern.DOTALL);

    private static final Pattern TYPE = Pattern.compile("['\"]([<>=|]?)(\\w\\d)['\"]");
    /** Numbers, of which one alone has a comma behind it, and the last of several may. Python 2 wrote L behind long ones. */
    private static final Pattern TUPLE =
            Pattern.compile("\\((?!\\s*-?\\d+L?\\s*\\))\\s*(?:-?\\d+L?\\s*,\\s*){0,64}+(?:-?\\d+L?\\s*)?\\)");

    private static final Pattern SIDE = Pattern.compile("-?\\d+");

    /** Counts the values of a shape. */
    public static long length(int[] shape) {
        checkArgument(
                shape.length <= MOST_AXES, "an array has up to %s axes, but here are %s", MOST_AXES, shape.length);
        for (int side : shape) {
            checkArgument(side >= 0, "lengths of axes are 0 or more, but the shape is %s", Arrays.toString(shape));
        }
        if (Arrays.stream(shape).anyMatch(side -> side == 0)) {
            return 0;
        }
        try {
            return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("no file can hold the shape " + Arrays.toString(shape), e);
        }
    }

    public long length() {
        return length(shape);
    }

    /** Reads up to the first value. */
    public static NpyHeader read(InputStream in, Path file) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(Arrays.copyOf(start, 6), MAGIC)) {
            throw new IOException(file + " is not a .npy file");
        }
        if (start[6] < 1 || start[6] > 3 || start[7] != 0) {
            throw new IOException(file + " has version " + (start[6] & 0xFF) + "." + (start[7] & 0xFF)
                    + " of the .npy format; 1.0, 2.0 and 3.0 can be read");
        }
        byte[] size = in.readNBytes(start[6] == 1 ? 2 : 4);
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(Arrays.copyOf(size, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt());
        if (length > LONGEST) {
            throw new IOException(file + " is not a .npy file: its header would have " + length + " bytes");
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new EOFException(file + " is truncated: its header should have " + length + " bytes");
        }
        return of(new String(text, StandardCharsets.ISO_8859_1), file, 8L + size.length + length);
    }

    private static NpyHeader of(String text, Path file, long start) throws IOException {
        Map<String, String> entries = entries(text.strip());
        String fortran = entries.getOrDefault("fortran_order", "");
        if (!entries.keySet().equals(Set.of("descr", "fortran_order", "shape")) || !fortran.matches("True|False")) {
            throw damaged(file);
        }
        String descr = entries.getOrDefault("descr", "");
        Matcher type = TYPE.matcher(descr);
        Optional<NpyType> found = type.matches() ? NpyType.of(type.group(2)) : Optional.empty();
        if (found.isEmpty()) {
            throw new IOException(file + " holds values of type " + cut(descr.replaceAll("['\"]", "")) + "; "
                    + NpyType.ALL + " can be read");
        }
        ByteOrder order = switch (type.group(1)) {
            case "<" -> ByteOrder.LITTLE_ENDIAN;
            case ">" -> ByteOrder.BIG_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
        int[] shape = shape(entries.getOrDefault("shape", ""), file);
        return new NpyHeader(file, found.get(), order, fortran.equals("True"), shape, start);
    }

    /** The entries of a dictionary; none if it is not one. */
    private static Map<String, String> entries(String text) {
        Map<String, String> entries = new HashMap<>();
        if (text.length() >= 2 && text.startsWith("{") && text.endsWith("}")) {
            String inside = text.substring(1, text.length() - 1).strip();
            Matcher entry = ENTRY.matcher(inside);
            int end = 0;
            while (entry.find()) {
                entries.put(entry.group(2), entry.group(3));
                end = entry.end();
            }
            if (end < inside.length()) {
                return Map.of();
            }
        }
        return entries;
    }

    private static int[] shape(String tuple, Path file) throws IOException {
        if (!TUPLE.matcher(tuple).matches()) {
            throw damaged(file);
        }
        try {
            int[] shape = SIDE.matcher(tuple)
                    .results()
                    .mapToInt(side -> Integer.parseInt(side.group()))
                    .toArray();
            length(shape);
            return shape;
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " has a shape that no array can have: " + cut(tuple), e);
        }
    }

    private static IOException damaged(Path file) {
        return new IOException(file + " is not a .npy file: its header is damaged");
    }

    private static String cut(String text) {
        return Ascii.truncate(text, 100, "...");
    }

    /** Bytes of all values. */
    public long bytes() {
        return LongMath.saturatedMultiply(length(), type.width());
    }

    public void checkRows() throws IOException {
        if (shape.length != 2) {
            throw new IOException(file + " should hold rows of vectors, but its shape is " + Arrays.toString(shape));
        }
    }

    /**
     * Compares what the header promises with what the file holds. More than that is left alone, as NumPy does, which can write several
     * arrays into one file.
     *
     * @param size of the whole file, in bytes
     */
    public void check(long size) throws IOException {
        long there = size - start;
        if (length() > there / type.width()) {
            throw new EOFException(file + " is truncated: it should hold " + length() + " values");
        }
        if (there > bytes()) {
            LOG.warn("{} goes on for {} bytes behind its array; they are ignored", file, there - bytes());
        }
    }

    /** The header of version 1 of an array in C order, which brings the values to a multiple of 64 bytes. */
    public static byte[] write(String type, int[] shape) {
        String sides = IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                + (shape.length == 1 ? "," : "");
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sides + "), }";
        int padding = 63 - (10 + text.length()) % 64;
        String padded = text + " ".repeat(padding) + "\n";
        ByteBuffer header = ByteBuffer.allocate(10 + padded.length()).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
        return header.put(padded.getBytes(StandardCharsets.ISO_8859_1)).array();
    }
}
