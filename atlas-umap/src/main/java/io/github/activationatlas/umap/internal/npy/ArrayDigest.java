package io.github.activationatlas.umap.internal.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over arrays, in hexadecimal: of their lengths and their values' bits, little-endian. For one thread. */
public final class ArrayDigest {
    private final MessageDigest sha256;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);

    /** Begins with what the arrays are. */
    public ArrayDigest(String kind) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has it", e);
        }
        sha256.update(kind.getBytes(StandardCharsets.UTF_8));
    }

    public ArrayDigest add(int... values) {
        put(values.length);
        for (int value : values) {
            put(value);
        }
        return this;
    }

    public ArrayDigest add(float... values) {
        put(values.length);
        for (float value : values) {
            put(Float.floatToIntBits(value));
        }
        return this;
    }

    private void put(int value) {
        if (buffer.remaining() < Integer.BYTES) {
            flush();
        }
        buffer.putInt(value);
    }

    private void flush() {
        sha256.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    public String hex() {
        flush();
        return HexFormat.of().formatHex(sha256.digest());
    }
}
