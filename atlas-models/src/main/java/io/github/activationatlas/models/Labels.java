package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The names of a network's classes, some with a WordNet id such as {@code n02119789}. Immutable.
 *
 * @param names one label a class, without the id
 * @param wordNetIds one id a class, empty strings where there is none
 */
public record Labels(ImmutableList<String> names, ImmutableList<String> wordNetIds) {
    private static final Pattern WITH_ID = Pattern.compile("(n\\d{8})\\s+(.+)");

    /**
     * Checks that there is an id for each name.
     *
     * @param names one label a class, without the id
     * @param wordNetIds one id a class, empty strings where there is none
     */
    public Labels {
        checkArgument(names.size() == wordNetIds.size(), "%s names but %s ids", names.size(), wordNetIds.size());
    }

    /**
     * Takes labels, one a class, each with or without a WordNet id in front.
     *
     * @param lines the labels in the order of the classes
     * @return the labels
     */
    public static Labels of(List<String> lines) {
        ImmutableList.Builder<String> names = ImmutableList.builder();
        ImmutableList.Builder<String> ids = ImmutableList.builder();
        for (String line : lines) {
            var matcher = WITH_ID.matcher(line.strip());
            boolean id = matcher.matches();
            names.add(id ? matcher.group(2).strip() : line.strip());
            ids.add(id ? matcher.group(1) : "");
        }
        return new Labels(names.build(), ids.build());
    }

    /**
     * Reads a text file with one label a line.
     *
     * @param file the file, UTF-8
     * @return the labels
     * @throws IOException if the file cannot be read
     */
    public static Labels read(Path file) throws IOException {
        try {
            return of(Files.readAllLines(file));
        } catch (MalformedInputException e) {
            throw new IOException(file + " is not a text file in UTF-8", e);
        }
    }

    /**
     * Makes up labels "class 0", "class 1", and so on.
     *
     * @param classes how many
     * @return the labels
     */
    public static Labels numbered(int classes) {
        return of(IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
    }

    /**
     * Finds a class by its index, WordNet id or label.
     *
     * @param text an index from 0, an id, or a label in any case
     * @return the class
     * @throws IllegalArgumentException if no class is meant, or two are: then the message names their indices
     */
    public int find(String text) {
        String wanted = text.strip();
        if (wanted.matches("\\d{1,6}")) {
            int index = Integer.parseInt(wanted);
            checkArgument(
                    index < names.size(),
                    "class %s does not exist: there are %s, numbered from 0",
                    index,
                    names.size());
            return index;
        }
        String lower = wanted.toLowerCase(Locale.ROOT);
        List<Integer> found = IntStream.range(0, names.size())
                .filter(i -> wordNetIds.get(i).equals(lower)
                        || names.get(i).toLowerCase(Locale.ROOT).equals(lower))
                .boxed()
                .toList();
        checkArgument(!found.isEmpty(), "no class is called '%s'", text);
        checkArgument(found.size() == 1, "'%s' is the label of classes %s: name one by its index", text, found);
        return found.get(0);
    }
}
