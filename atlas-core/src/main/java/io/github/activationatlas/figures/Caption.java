package io.github.activationatlas.figures;

import java.util.ArrayList;
import java.util.List;

/** Texts made to fit where they stand. Widths are estimates, since a vector graphic's font is the reader's. */
final class Caption {
    /** The mean width of a letter of a wide sans serif, as a share of the size. */
    private static final double LETTER = 0.56;

    private Caption() {}

    /** Breaks a text between words into lines that fit; a longer word has a line of its own. */
    static List<String> lines(String text, double size, double width) {
        int most = (int) (width / (LETTER * size));
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** The size at which a text fits on one line, at most the one asked for. */
    static double size(String text, double size, double width) {
        return Math.min(size, width / (LETTER * Math.max(1, text.length())));
    }
}
