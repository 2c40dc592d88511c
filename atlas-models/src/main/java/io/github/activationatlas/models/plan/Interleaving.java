package io.github.activationatlas.models.plan;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Puts the sub-pixel phases of [batch, rows, columns, stride x stride x channels] side by side and cuts the image out of them. On the Java
 * heap, because ND4J's depth-to-space and its copies of a part take several times as long.
 */
final class Interleaving implements Step {
    private final INDArray phases;
    private final INDArray to;
    private final int stride;
    private final int firstRow;
    private final int firstColumn;
    private final float[] fine;
    private final float[] coarse;

    /**
     * Binds to arrays.
     *
     * @param to the image, [batch, height, width, channels]
     * @param firstRow the fine row at which the image begins
     * @param firstColumn the fine column at which it begins
     */
    Interleaving(INDArray phases, INDArray to, int stride, int firstRow, int firstColumn) {
        this.phases = phases;
        this.to = to;
        this.stride = stride;
        this.firstRow = firstRow;
        this.firstColumn = firstColumn;
        this.coarse = new float[(int) phases.length()];
        this.fine = new float[(int) to.length()];
    }

    @Override
    public void run() {
        Host.read(phases, coarse);
        int batch = (int) to.size(0);
        int height = (int) to.size(1);
        int width = (int) to.size(2);
        int channels = (int) to.size(3);
        int coarseRows = (int) phases.size(1);
        int coarseColumns = (int) phases.size(2);
        int group = stride * stride * channels;
        int at = 0;
        for (int b = 0; b < batch; b++) {
            for (int y = firstRow; y < firstRow + height; y++) {
                int row = (b * coarseRows + y / stride) * coarseColumns * group + y % stride * stride * channels;
                for (int x = firstColumn; x < firstColumn + width; x++) {
                    int from = row + x / stride * group + x % stride * channels;
                    for (int c = 0; c < channels; c++) {
                        fine[at++] = coarse[from + c];
                    }
                }
            }
        }
        Host.write(fine, fine.length, to);
    }
}
