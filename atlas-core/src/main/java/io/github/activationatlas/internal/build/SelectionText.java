package io.github.activationatlas.internal.build;

import io.github.activationatlas.ClassFilter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Selections as the text that settings keep: "all", "class 3 by rank", "classes 3 and 5 by rank or magnitude 2000". */
public final class SelectionText {
    private static final Pattern ONE = Pattern.compile("class (\\d+) by (.+)");
    private static final Pattern TWO = Pattern.compile("classes (\\d+) and (\\d+) by (.+)");
    private static final Pattern FILTER = Pattern.compile("rank|(rank or )?magnitude (\\d+)");

    private SelectionText() {}

    public static String of(Selection selection) {
        if (selection instanceof Selection.OneClass one) {
            return "class " + one.classIndex() + " by " + one.filter();
        }
        if (selection instanceof Selection.TwoClasses two) {
            return "classes " + two.left() + " and " + two.right() + " by " + two.filter();
        }
        return "all";
    }

    /**
     * Reads a selection.
     *
     * @throws IllegalArgumentException if the text is of none
     */
    public static Selection parse(String text) {
        Matcher one = ONE.matcher(text);
        Matcher two = TWO.matcher(text);
        if (one.matches()) {
            return new Selection.OneClass(Integer.parseInt(one.group(1)), filter(one.group(2)));
        }
        if (two.matches()) {
            return new Selection.TwoClasses(
                    Integer.parseInt(two.group(1)), Integer.parseInt(two.group(2)), filter(two.group(3)));
        }
        if (!text.equals("all")) {
            throw new IllegalArgumentException("there is no selection '" + text + "'");
        }
        return new Selection.All();
    }

    private static ClassFilter filter(String text) {
        Matcher filter = FILTER.matcher(text);
        if (!filter.matches()) {
            throw new IllegalArgumentException("there is no filter of classes '" + text + "'");
        }
        if (filter.group(2) == null) {
            return ClassFilter.byRank();
        }
        int most = Integer.parseInt(filter.group(2));
        return filter.group(1) == null ? ClassFilter.byMagnitude(most) : ClassFilter.byRankOrMagnitude(most);
    }
}
