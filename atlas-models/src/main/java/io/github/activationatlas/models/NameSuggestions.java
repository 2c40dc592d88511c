package io.github.activationatlas.models;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Suggests the names that were probably meant, for messages about one that does not exist. */
public final class NameSuggestions {
    private static final int MOST = 3;

    private NameSuggestions() {}

    /**
     * Suggests the names with the smallest edit distance, at most one edit per three letters; if there are none, those in which a word begins with
     * the text.
     *
     * @param wanted the name that does not exist
     * @param names the names that exist
     * @return such as {@code ; did you mean 'red fox' or 'kit fox'?}, three names at most; empty if no name is near
     */
    public static String suggest(String wanted, Collection<String> names) {
        String text = wanted.strip().toLowerCase(Locale.ROOT);
        record Near(String name, int slips) {}
        List<Near> near = names.stream()
                .distinct()
                .map(name -> new Near(name, slips(text, name.toLowerCase(Locale.ROOT))))
                .filter(n -> n.slips() <= most(Math.min(text.length(), n.name().length())))
                .sorted(comparingInt(Near::slips))
                .toList();
        List<String> meant = near.isEmpty()
                ? names.stream().distinct().filter(name -> holds(name, text)).toList()
                : near.stream()
                        .filter(n -> n.slips() == near.get(0).slips())
                        .map(Near::name)
                        .toList();
        if (text.isEmpty() || meant.isEmpty()) {
            return "";
        }
        return meant.stream()
                .limit(MOST)
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }

    private static int most(int letters) {
        return letters < 3 ? letters / 2 : letters / 3;
    }

    private static boolean holds(String name, String text) {
        String lower = name.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(text);
        while (at > 0 && Character.isLetterOrDigit(lower.charAt(at - 1))) {
            at = lower.indexOf(text, at + 1);
        }
        return at >= 0 && text.length() > 1;
    }

    /** Letters to be added, taken away, changed or swapped with their neighbour (Damerau 1964, each place once). */
    private static int slips(String a, String b) {
        int[][] slips = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(slips[i - 1][j - 1] + change, Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                slips[i][j] = swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
            }
        }
        return slips[a.length()][b.length()];
    }
}
