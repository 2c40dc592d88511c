package io.github.activationatlas.page;

import java.util.List;

/**
 * The attribution of every cell of a grid to one class, a letter a cell: 63 steps from the least value, or 0 if none is negative, over 0 to the most. So
 * all classes of all cells can be kept, and each is fetched only when it is asked for.
 *
 * @param most the largest value, at least 0
 * @param least the smallest value, at most 0
 * @param letters a letter a cell, in the order of the cells; the first of the 63 is least, the middle 0, the last most
 */
record ClassLetters(float most, float least, String letters) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    private static final int ZERO = ALPHABET.length() / 2;

    static ClassLetters of(List<PageCell> cells, int label) {
        float most = 0;
        float least = 0;
        for (PageCell cell : cells) {
            most = Math.max(most, cell.attribution(label));
            least = Math.min(least, cell.attribution(label));
        }
        StringBuilder letters = new StringBuilder(cells.size());
        for (PageCell cell : cells) {
            float value = cell.attribution(label);
            float extreme = value < 0 ? -least : most;
            letters.append(ALPHABET.charAt(ZERO + (extreme > 0 ? Math.round(ZERO * value / extreme) : 0)));
        }
        return new ClassLetters(most, least, letters.toString());
    }
}
