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
                    "images?",
                    "photos?",
                    "taken off",
                    "takes? off",
                    "looks(?! like)",
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
                    "who is told",
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

    private static final Pattern JAVADOC =
            Pattern.compile("/\\*\\*(.*?)\\*/\\s*(?:@[^\\n]*\\n\\s*)*([^\\n]*)", Pattern.DOTALL);
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^public .*?\\b(class|record|enum|interface|@interface) (\\w+)");
    private static final Pattern PUBLIC_NAME =
            Pattern.compile("(?m)^ {4,8}public (?:[\\w<>\\[\\],.?@ ]+ )?(\\w+)(?= ?[({=;])");
    private static final Pattern MEMBER_OF_INTERFACE =
            Pattern.compile("(?m)^ {4}(?!private|return|throw)(?:[\\w<>\\[\\],.?@ ]+ )(\\w+)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    /** The words that are still in use, by source. Mend a source and remove its words here; the list may only shrink. */
    private static final String STILL_IN_USE = """
            atlas-core/ActivationCollector.java: picture, pictures, who is told
            atlas-core/ActivationSet.java: picture, pictures, tells
            atlas-core/Treatment.java: arm
            atlas-core/Atlas.java: picture, pictures, tells
            atlas-core/AtlasBuilder.java: photos, picture, pictures, tells, who is told
            atlas-core/AtlasDiff.java: pictures
            atlas-core/AtlasFigure.java: loudest, speak for, speak loudest for, speaks for
            atlas-core/AtlasProgress.java: photos, pictures
            atlas-core/CellExample.java: photo
            atlas-core/Grid.java: speak for, speaks against, speaks for, tells
            atlas-core/GridCell.java: says of, speaks for, tells
            atlas-core/IconGrid.java: picture, pictures
            atlas-core/ImageSource.java: picture, pictures, tells
            atlas-core/LayerActivations.java: pictures, tells
            atlas-core/LayerPositions.java: photo
            atlas-core/Layout.java: tells
            atlas-core/PageExample.java: picture
            atlas-core/PageImages.java: pictures
            atlas-core/PatchExperiment.java: photos, who is told
            atlas-core/PatchReport.java: photo, photos, tells
            atlas-core/PatchResult.java: photos
            atlas-core/ImageExplainer.java: makes ready, photo, photos
            atlas-core/ImagePatches.java: looks, photo, photos, tells
            atlas-core/ImagePath.java: photo
            atlas-core/ImageFileWriter.java: picture, pictures, tells
            atlas-core/Place.java: photo
            atlas-core/Shortcut.java: speaks for
            atlas-core/ShortcutFinder.java: looks, speak for
            atlas-inversion/FeatureVisualizer.java: tells
            atlas-inversion/Regularizer.java: middle grey
            atlas-inversion/SpatialAttribution.java: photo
            atlas-inversion/Visualizations.java: photo, speaks for
            atlas-inversion/VisualizerBuilder.java: middle grey
            atlas-models/Backend.java: looks
            atlas-models/ModelLoader.java: tells
            atlas-umap/CannotWriteException.java: tells
            atlas-umap/DiskSpace.java: people
            atlas-umap/NeighborGraph.java: tells
            atlas-umap/Target.java: tells
            atlas-umap/Umap.java: adopt, whoever
            """;

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
    void messagesUseTheFieldsWords() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path file : sources(Path.of("src/main/java/io/github/activationatlas/examples/cli"))) {
            Matcher literal = LITERAL.matcher(Files.readString(file));
            while (literal.find()) {
                add(found, name(file), literal.group(1), FORBIDDEN);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void publicNamesAndFirstSentencesUseTheFieldsWords() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (String module : List.of("atlas-umap", "atlas-models", "atlas-inversion", "atlas-core")) {
            for (Path file : sources(Path.of("..", module, "src/main/java"))) {
                String source = Files.readString(file);
                for (String text : texts(source)) {
                    add(found, module + "/" + name(file), text, FORBIDDEN);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        found.forEach((file, words) -> lines.add(file + ": " + String.join(", ", words)));
        assertThat(String.join("\n", lines))
                .as("words in use; new ones should be mended, and the list may only shrink")
                .isEqualTo(STILL_IN_USE.strip());
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

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The sources of a folder that are not internal, in order. */
    private static List<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> Stream.of(file.toString().split("[/\\\\]")).noneMatch("internal"::equals))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
