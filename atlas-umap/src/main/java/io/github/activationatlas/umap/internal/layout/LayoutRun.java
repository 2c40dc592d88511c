package io.github.activationatlas.umap.internal.layout;

import io.github.activationatlas.umap.internal.linalg.Repulsion;

/** One fit's arrays: coordinates as they were when the epoch began and as they become, by place and by seat. */
public final class LayoutRun {
    /** Points that a chunk takes those from that push: few enough for a core's cache. */
    private static final int CROWD = 8192;

    final int dimension;
    final int n;
    final int[] seat;
    public final LayoutEdges edges;
    final int degree;
    final int crowd;
    float[] before;
    float[] after;
    float[][] crowdBefore;
    float[][] crowdAfter;

    /**
     * Takes a layout over.
     *
     * @param racing whether others see changes at once, so that what a point meets depends on the threads
     */
    LayoutRun(float[] layout, int dimension, VisitOrder places, LayoutEdges edges, boolean racing) {
        this.dimension = dimension;
        this.n = places.place().length;
        this.seat = places.seat();
        this.edges = edges;
        this.degree = edges.degree();
        this.crowd = Math.min(n, CROWD);
        this.before = new float[layout.length];
        this.crowdBefore = new float[dimension][n + Repulsion.PAD];
        for (int i = 0; i < n; i++) {
            int p = places.place()[i];
            System.arraycopy(layout, i * dimension, before, p * dimension, dimension);
            for (int c = 0; c < dimension; c++) {
                crowdBefore[c][seat[p]] = layout[i * dimension + c];
            }
        }
        this.after = racing ? before : new float[layout.length];
        this.crowdAfter = racing ? crowdBefore : new float[dimension][n + Repulsion.PAD];
    }

    void swap() {
        float[] old = before;
        before = after;
        after = old;
        float[][] oldCrowd = crowdBefore;
        crowdBefore = crowdAfter;
        crowdAfter = oldCrowd;
    }
}
