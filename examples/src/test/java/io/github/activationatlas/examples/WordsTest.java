package io.github.activationatlas.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.examples.cli.AtlasCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Help, messages, public names and the first sentences of public Javadoc use the field's own words. */
class WordsTest {
    /** What nobody would search for, or what the glossary has another word for. */
    private static final List<Pattern> FORBIDDEN = Stream.of(
                    "pictures?",
                    "photos?",
                    "taken off",
                    "takes? off",
                    "looks(?! like|[.]js)",
                    "plain looks?",
                    "plain views?",
                    "middle first",
                    "middle gr[ea]y",
                    "at hand",
                    "uphill",
                    "speaks? (?:loudest )?(?:for|against)",
                    "loudest",
                    "whoever",
                    "somebody",
                    "people",
                    "gone through",
                    "bears?",
                    "tells?",
                    "told",
                    "speaks? to",
                    "says of",
                    "said of",
                    "makes? ready",
                    "of equal ones",
                    "some times faster",
                    "holds up",
                    "lets? fade",
                    "cells a side",
                    "as its name ends",
                    "adopts?",
                    "arms?")
            .map(words -> Pattern.compile("\\b(?:" + words + ")\\b", Pattern.CASE_INSENSITIVE))
            .toList();

    /** Further words that help may not use. */
    private static final List<Pattern> FORBIDDEN_IN_HELP = Stream.of("sees", "suspects?", "judges?", "plain")
            .map(words -> Pattern.compile("\\b(?:" + words + ")\\b", Pattern.CASE_INSENSITIVE))
            .toList();

    /** Parts of identifiers and of comments, too. */
    private static final List<Pattern> IMAGE =
            List.of(Pattern.compile("pictures?|photos?(?!metric)", Pattern.CASE_INSENSITIVE));

    /** A generated image's id, on which its positions depend, and keys of drawn.properties. */
    private static final Pattern KEPT = Pattern.compile("\"(?:picture |pictures=|heldOutPictures=)\"");

    private static final Pattern JAVADOC =
            Pattern.compile("/\\*\\*(.*?)\\*/\\s*(?:@[^\\n]*\\n\\s*)*([^\\n]*)", Pattern.DOTALL);
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public .*?\\b(class|record|enum|interface|@interface) (\\w+)");
    private static final Pattern PUBLIC_NAME =
            Pattern.compile("(?m)^ {4,8}public (?:[\\w<>\\[\\],.?@ ]+ )?(\\w+)(?= ?[({=;])");
    private static final Pattern MEMBER_OF_INTERFACE =
            Pattern.compile("(?m)^ {4}(?!private|return|throw)(?:[\\w<>\\[\\],.?@ ]+ )(\\w+)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    @Test
    void helpUsesTheFieldsWords() {
        CommandLine program = new CommandLine(new AtlasCommand());
        Map<String, String> help = new TreeMap<>(Map.of("atlas", program.getUsageMessage()));
        program.getSubcommands().forEach((name, command) -> help.put(name, command.getUsageMessage()));
        assertThat(help).hasSizeGreaterThan(15);
        Map<String, Set<String>> found = new TreeMap<>();
        help.forEach((command, text) -> {
            // Lines are wrapped.
            String joined = text.replaceAll("\\s+", " ");
            add(found, command, joined, FORBIDDEN);
            add(found, command, joined, FORBIDDEN_IN_HELP);
        });
        assertThat(found).isEmpty();
    }

    @Test
    void everyCommandIsDescribedByAFullSentence() {
        new CommandLine(new AtlasCommand())
                .getSubcommands()
                .forEach((name, command) -> assertThat(
                                command.getCommandSpec().usageMessage().description()[0])
                        .as(name)
                        .matches("[A-Z][a-z]+s .*\\."));
    }

    @Test
    void messagesUseTheFieldsWords() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path folder : List.of(
                Path.of("src/main/java/io/github/activationatlas/examples/cli"),
                Path.of("../atlas-umap/src/main/java"),
                Path.of("../atlas-models/src/main/java"),
                Path.of("../atlas-inversion/src/main/java"),
                Path.of("../atlas-core/src/main/java"))) {
            for (Path file : all(folder)) {
                Matcher literal = LITERAL.matcher(read(file));
                while (literal.find()) {
                    String text = KEPT.matcher(literal.group()).matches() ? "" : literal.group(1);
                    add(found, name(file), text, FORBIDDEN);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void publicNamesAndFirstSentencesUseTheFieldsWords() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (String module : List.of("atlas-umap", "atlas-models", "atlas-inversion", "atlas-core")) {
            for (Path file : sources(Path.of("..", module, "src/main/java"))) {
                String source = read(file);
                for (String text : texts(source)) {
                    add(found, module + "/" + name(file), text, FORBIDDEN);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void allSourcesAndThePageSayImage() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (String module : List.of("atlas-umap", "atlas-models", "atlas-inversion", "atlas-core", "examples")) {
            for (Path file : all(Path.of("..", module, "src/main"))) {
                add(found, module + "/" + name(file), KEPT.matcher(read(file)).replaceAll(""), IMAGE);
            }
        }
        assertThat(found).isEmpty();
    }

    /** The public names of a source, in words, and the first sentences of its Javadoc. */
    private static List<String> texts(String source) {
        Matcher type = PUBLIC_TYPE.matcher(source);
        if (!type.find()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(List.of(words(type.group(2))));
        Matcher name = (type.group(1).equals("interface") ? MEMBER_OF_INTERFACE : PUBLIC_NAME).matcher(source);
        while (name.find()) {
            texts.add(words(name.group(1)));
        }
        Matcher javadoc = JAVADOC.matcher(source);
        while (javadoc.find()) {
            if (!javadoc.group(2).startsWith("private")) {
                String text = javadoc.group(1).replaceAll("\\s+(?:\\* ?)?", " ").strip();
                texts.add(text.split("(?<=[.:;]) | @", 2)[0]);
            }
        }
        return texts;
    }

    /** The words of a name: {@code plainView} is "plain view". */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|_", " ").toLowerCase(Locale.ROOT);
    }

    private static void add(Map<String, Set<String>> found, String where, String text, List<Pattern> forbidden) {
        for (Pattern pattern : forbidden) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.computeIfAbsent(where, w -> new TreeSet<>())
                        .add(matcher.group().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The sources of a folder that are not internal, in order. */
    private static List<Path> sources(Path folder) {
        return all(folder).stream()
                .filter(file -> Stream.of(file.toString().split("[/\\\\]")).noneMatch("internal"::equals))
                .toList();
    }

    private static List<Path> all(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*[.](java|js|html|css)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
