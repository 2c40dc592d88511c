package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The names of a network's classes, some with a WordNet id such as {@code n02119789}. Immutable.
 *
 * @param names one label a class, without the id
 * @param wordNetIds one id a class, empty strings where there is none
 */
public record Labels(List<String> names, List<String> wordNetIds) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern INDEX = Pattern.compile("#?(\\d{1,9})");
    private static final Pattern WITH_ID = Pattern.compile("(n\\d{8})\\s+(.+)");

    /**
     * Checks that there is an id for each name.
     *
     * @param names one label a class, without the id
     * @param wordNetIds one id a class, empty strings where there is none
     */
    public Labels {
        names = List.copyOf(names);
        wordNetIds = List.copyOf(wordNetIds);
        checkArgument(names.size() == wordNetIds.size(), "%s names but %s ids", names.size(), wordNetIds.size());
    }

    /**
     * Makes labels from lines, one per class, each with or without a WordNet id in front.
     *
     * @param lines the labels in the order of the classes
     * @return the labels
     */
    public static Labels of(List<String> lines) {
        List<String> names = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (String line : lines) {
            var matcher = WITH_ID.matcher(line.strip());
            boolean id = matcher.matches();
            names.add(id ? matcher.group(2).strip() : line.strip());
            ids.add(id ? matcher.group(1) : "");
        }
        return new Labels(names, ids);
    }

    /**
     * Reads a text file with one label a line. A byte order mark at the beginning and blank lines at the end do not count.
     *
     * @param file the file, UTF-8
     * @return the labels
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if it is not text in UTF-8, holds no label, or has a blank line before the last label, since it is not
     *     known whether that is a class without a name
     */
    public static Labels read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw fault(file, "is not a text file in UTF-8", e);
        }
        if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
            lines.set(0, lines.get(0).substring(BYTE_ORDER_MARK.length()));
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        if (lines.isEmpty()) {
            throw fault(file, "holds no labels", null);
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                throw fault(
                        file,
                        "has a blank line " + (i + 1)
                                + ": each line is the label of a class, so take it out or give the class a name",
                        null);
            }
        }
        return of(lines);
    }

    private static ModelFormatException fault(Path file, String reason, @Nullable Throwable cause) {
        return new ModelFormatException(file, reason, List.of(), cause);
    }

    /**
     * Identifies these labels in records.
     *
     * @return the SHA-256 of all ids and names in their order, in hexadecimal
     */
    public String sha256() {
        Hasher hasher = Hashing.sha256().newHasher();
        for (int i = 0; i < names.size(); i++) {
            hasher.putString(wordNetIds.get(i) + "\t" + names.get(i) + "\n", StandardCharsets.UTF_8);
        }
        return hasher.hash().toString();
    }

    /**
     * Makes the labels "class 0", "class 1", and so on.
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
     * @param text an index from 0, with or without a # in front, an id, or a label in any case
     * @return the class
     * @throws IllegalArgumentException if no class is meant, or two are: by a label that two classes have, or by a number that is the index of one
     *     class and the label of another; then the message names their indices
     */
    public int find(String text) {
        String wanted = text.strip();
        String lower = wanted.toLowerCase(Locale.ROOT);
        List<Integer> found = IntStream.range(0, names.size())
                .filter(i -> !lower.isEmpty() && wordNetIds.get(i).equals(lower)
                        || names.get(i).toLowerCase(Locale.ROOT).equals(lower))
                .boxed()
                .toList();
        var number = INDEX.matcher(wanted);
        if (number.matches()) {
            int index = Integer.parseInt(number.group(1));
            boolean exists = index < names.size();
            checkArgument(
                    exists || !found.isEmpty(),
                    "class %s does not exist: there are %s, numbered from 0",
                    index,
                    names.size());
            checkArgument(
                    !exists || found.isEmpty() || found.equals(List.of(index)),
                    "'%s' is the index of one class and the label of another: write #%s for '%s', or %s",
                    wanted,
                    index,
                    exists ? names.get(index) : "",
                    found.stream()
                            .map(i -> "#" + i + " for the label '" + names.get(i) + "'")
                            .collect(Collectors.joining(" or ")));
            if (exists) {
                return index;
            }
        }
        checkArgument(!found.isEmpty(), "there is no class '%s'%s", wanted, NameSuggestions.suggest(wanted, names));
        checkArgument(found.size() == 1, "'%s' is the label of classes %s: name one by its index", text, found);
        return found.get(0);
    }
}
