package io.github.activationatlas.models.internal.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNG files written from the specification, with chunks that no writer of the JDK's would write. */
record MadePng(int width, int height, int depth, int type, boolean interlaced) {
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    int channels() {
        return switch (type) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    /**
     * Writes a file.
     *
     * @param samples [height, width, channels]
     * @param chunks what stands between the header and the samples
     */
    byte[] bytes(int[] samples, byte[]... chunks) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) depth).put((byte) type).put((byte) 0).put((byte) 0).put((byte) (interlaced ? 1 : 0));
        file.writeBytes(chunk("IHDR", header.array()));
        for (byte[] chunk : chunks) {
            file.writeBytes(chunk);
        }
        file.writeBytes(chunk("IDAT", deflated(rows(samples))));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12).putInt(data.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, data.length + 4);
        return chunk.putInt((int) crc.getValue()).array();
    }

    static byte[] deflated(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private byte[] rows(int[] samples) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int[][] passes = interlaced ? PASSES : new int[][] {{0, 0, 1, 1}};
        for (int[] pass : passes) {
            for (int y = pass[1]; y < height && pass[0] < width; y += pass[3]) {
                rows.write(0);
                rows.writeBytes(row(samples, y, pass[0], pass[2]));
            }
        }
        return rows.toByteArray();
    }

    private byte[] row(int[] samples, int y, int from, int step) {
        int count = (width - from + step - 1) / step * channels();
        byte[] row = new byte[(count * depth + 7) / 8];
        int bit = 0;
        for (int x = from; x < width; x += step) {
            for (int c = 0; c < channels(); c++, bit += depth) {
                int value = samples[(y * width + x) * channels() + c];
                if (depth == 16) {
                    row[bit / 8] = (byte) (value >> 8);
                    row[bit / 8 + 1] = (byte) value;
                } else {
                    row[bit / 8] |= (byte) (value << 8 - depth - bit % 8);
                }
            }
        }
        return row;
    }
}
