package io.github.activationatlas.umap.internal.linalg;

/** Pushes in plain Java. */
public record PlainRepulsion(GradientTable push) implements Repulsion {

    @Override
    public void add(float[] at, float[][] crowd, int from, int to, float rate, float[] sums) {
        for (int s = from; s < to; s++) {
            float d2 = 0;
            for (int c = 0; c < crowd.length; c++) {
                float d = at[c] - crowd[c][s];
                d2 += d * d;
            }
            if (d2 > 0) {
                float f = rate * push.at(d2);
                for (int c = 0; c < crowd.length; c++) {
                    sums[c * PARTS] += GradientTable.clip(f * (at[c] - crowd[c][s]), rate);
                }
            }
        }
    }
}
