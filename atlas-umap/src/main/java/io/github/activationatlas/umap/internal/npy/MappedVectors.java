package io.github.activationatlas.umap.internal.npy;

import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Rows of a mapped file of any length, cut into pieces of 1 GB, converted while they are copied. */
public final class MappedVectors implements Vectors {
    /** The size of a piece is 2 to this power, a multiple of each type's width. */
    private static final int PIECE_BITS = 30;

    private static final int PIECE = 1 << PIECE_BITS;

    private final NpyHeader header;
    private final ByteBuffer[] pieces;

    private MappedVectors(NpyHeader header, ByteBuffer[] pieces) {
        this.header = header;
        this.pieces = pieces;
    }

    /** Maps the array behind a header that has been compared with its file. */
    public static MappedVectors of(NpyHeader header) throws IOException {
        ByteBuffer[] pieces = new ByteBuffer[(int) ((header.bytes() + PIECE - 1) >>> PIECE_BITS)];
        try (FileChannel channel = FileChannel.open(header.file(), StandardOpenOption.READ)) {
            for (int p = 0; p < pieces.length; p++) {
                long from = (long) p << PIECE_BITS;
                pieces[p] = channel.map(
                                FileChannel.MapMode.READ_ONLY,
                                header.start() + from,
                                Math.min(PIECE, header.bytes() - from))
                        .order(header.order());
            }
        }
        return new MappedVectors(header, pieces);
    }

    @Override
    public int rows() {
        return header.shape()[0];
    }

    @Override
    public int dimension() {
        return header.shape()[1];
    }

    @Override
    public void copy(int row, float[] to) {
        copy(row, 0, dimension(), to);
    }

    /** Copies some consecutive values of a row. */
    public void copy(int row, int column, int columns, float[] to) {
        NpyType type = header.type();
        if (header.fortran()) {
            for (int j = 0; j < columns; j++) {
                long at = ((long) (column + j) * rows() + row) * type.width();
                to[j] = type.single(pieces[(int) (at >>> PIECE_BITS)], (int) (at & PIECE - 1));
            }
            return;
        }
        long at = ((long) row * dimension() + column) * type.width();
        for (int done = 0; done < columns; ) {
            int offset = (int) (at & PIECE - 1);
            int count = Math.min(columns - done, (PIECE - offset) / type.width());
            type.floats(pieces[(int) (at >>> PIECE_BITS)], offset, to, done, count);
            done += count;
            at += (long) count * type.width();
        }
    }
}
