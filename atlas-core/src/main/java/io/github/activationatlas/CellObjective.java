package io.github.activationatlas;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Recipe;
import io.github.activationatlas.inversion.Whitening;
import org.jspecify.annotations.Nullable;

/** How a cell's average activation is turned into what its icon is optimised for. */
public enum CellObjective {
    /**
     * The article's: dot(h, v) max(0.1, cos(h, v))^4, which draws glaring icons of high contrast. The article's icons also take Lucid's own
     * settings, {@link Recipe#LUCID}.
     */
    ARTICLE(Recipe.LUCID),
    /** The cosine alone, which draws icons of natural colour and contrast that come closer to the cell; the default. */
    COSINE(Recipe.DEFAULT);

    private final Recipe recipe;

    CellObjective(Recipe recipe) {
        this.recipe = recipe;
    }

    /**
     * Makes the objective of a cell's icon.
     *
     * @param mean the cell's average activation
     * @param whitening what to multiply it by, or null
     * @return the objective
     */
    public Objective of(float[] mean, @Nullable Whitening whitening) {
        return recipe.objective(mean, whitening);
    }
}
