package io.github.activationatlas.application;

import io.github.activationatlas.umap.Npy;
import io.github.activationatlas.umap.Target;
import io.github.activationatlas.umap.Umap;
import java.util.Random;

/** What an application does: prints the library's module and a digest of a layout. */
public final class LayoutApplication {
    private LayoutApplication() {}

    /**
     * Runs.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Random random = new Random(1);
        float[][] rows = new float[180][50];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) random.nextGaussian() + (j == i % 3 ? 8 : 0);
            }
        }
        float[][] layout = Umap.builder().nEpochs(20).build().fit(rows).embedding();
        System.out.println("module " + Umap.class.getModule().getName() + " "
                + Target.numbers(Npy.of(layout).values()).digest());
    }
}
