package io.github.activationatlas.models.internal.image;

import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/** Slices of memory, read one after the other. */
final class SlicedInputStream extends ImageInputStreamImpl {
    private final ByteBuffer[] slices;
    private final long[] starts;
    private int at;

    SlicedInputStream(List<ByteBuffer> parts) {
        slices = parts.stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
        starts = new long[slices.length + 1];
        for (int i = 0; i < slices.length; i++) {
            slices[i].mark();
            starts[i + 1] = starts[i] + slices[i].remaining();
        }
    }

    @Override
    public long length() {
        return starts[slices.length];
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= length()) {
            return -1;
        }
        while (streamPos < starts[at]) {
            at--;
        }
        while (streamPos >= starts[at + 1]) {
            at++;
        }
        ByteBuffer slice = slices[at];
        slice.reset();
        slice.position(slice.position() + (int) (streamPos - starts[at]));
        int read = Math.min(length, slice.remaining());
        slice.get(into, offset, read);
        streamPos += read;
        return read;
    }
}
