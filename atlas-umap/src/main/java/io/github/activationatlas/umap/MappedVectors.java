package io.github.activationatlas.umap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Rows of 32- or 16-bit floats in a mapped file of any length, cut into pieces of less than 2 GB. */
final class MappedVectors implements Vectors {
    private static final int PIECE = 1 << 30;

    private final int rows;
    private final int dimension;
    private final int width;
    private final int rowsOfPiece;
    private final ByteBuffer[] pieces;

    private MappedVectors(int rows, int dimension, int width, int rowsOfPiece, ByteBuffer[] pieces) {
        this.rows = rows;
        this.dimension = dimension;
        this.width = width;
        this.rowsOfPiece = rowsOfPiece;
        this.pieces = pieces;
    }

    /**
     * Maps a file.
     *
     * @param start where the values begin
     * @param width bytes of a value: 4 or 2
     */
    static MappedVectors of(Path file, long start, int rows, int dimension, int width) throws IOException {
        long bytesOfRow = (long) dimension * width;
        int rowsOfPiece = (int) Math.max(1, Math.min(rows, PIECE / bytesOfRow));
        ByteBuffer[] pieces = new ByteBuffer[(rows + rowsOfPiece - 1) / rowsOfPiece];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int p = 0; p < pieces.length; p++) {
                long from = (long) p * rowsOfPiece;
                long bytes = Math.min(rowsOfPiece, rows - from) * bytesOfRow;
                pieces[p] = channel.map(FileChannel.MapMode.READ_ONLY, start + from * bytesOfRow, bytes)
                        .order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        return new MappedVectors(rows, dimension, width, rowsOfPiece, pieces);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void copy(int row, float[] to) {
        ByteBuffer piece = pieces[row / rowsOfPiece];
        int at = row % rowsOfPiece * dimension * width;
        if (width == Float.BYTES) {
            piece.slice(at, dimension * width)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(to, 0, dimension);
        } else {
            for (int j = 0; j < dimension; j++) {
                to[j] = Half.value(piece.getShort(at + j * width));
            }
        }
    }
}
