package io.github.activationatlas.examples.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.activationatlas.examples.cli.Terminal.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the program says and writes is the same in every country: there are other digits, other decimal points and an i without its dot. */
class LocaleTest {
    /** Formatting without a locale takes that of the machine. */
    private static final Set<String> FORMATS = Set.of("format", "printf", "formatted", "toLowerCase", "toUpperCase");

    private static final Set<String> OWNERS = Set.of(
            "java.lang.String",
            "java.io.PrintStream",
            "java.io.PrintWriter",
            "java.io.Console",
            "java.util.Formatter",
            "java.text.MessageFormat");

    @TempDir
    static Path shared;

    private static Path pictures;
    private static Map<String, String> english;

    @BeforeAll
    static void inEnglish() throws IOException {
        pictures = Terminal.pictures(shared, 15);
        english = in(Locale.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "tr-TR", "de-DE"})
    void everyCommandSaysAndWritesTheSame(String language) throws IOException {
        Map<String, String> here = in(Locale.forLanguageTag(language));
        assertThat(here.keySet()).containsExactlyElementsOf(english.keySet());
        here.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(english.get(name)));
    }

    /** What each command said, and each file that was written, by name. */
    private static Map<String, String> in(Locale locale) throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(locale);
        Path run = Files.createDirectory(shared.resolve("run"));
        try {
            Map<String, String> found = new TreeMap<>();
            for (Object[] command : commands(run)) {
                Outcome outcome = Terminal.run(command);
                found.put(found.size() + " " + command[0], outcome.code() + "\n" + outcome.out() + outcome.err());
            }
            try (Stream<Path> files = Files.walk(run)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    found.put(
                            run.relativize(file).toString(),
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
            found.replaceAll((name, text) -> withoutTimes(text));
            return found;
        } finally {
            Locale.setDefault(before);
            try (Stream<Path> files = Files.walk(run)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** How long things took, in the digits that they should have. */
    private static String withoutTimes(String text) {
        return text.replaceAll("(?m)^\\w+( \\w+)? +\\d+ %(, about \\d+ s left)?\\R", "")
                .replaceAll("(?m)^([\\w ]+?) +\\d+\\.\\d s$", "$1 T s")
                .replaceAll("(\"checksum\": \")[0-9a-f]+", "$1C")
                // The page gives the times, and is compared itself.
                .replaceAll(
                        "(\"path\": \"page/index.html\",\\s+\"bytes\": )\\d+(,\\s+\"sha256\": \")[0-9a-f]+", "$1B$2C")
                .replaceAll("(\"Seconds: [^\"]+\":)\"\\d+\\.\\d\"", "$1T")
                .replaceAll("(\"[\\w ]+\": ?)\\d+\\.\\d+(E-?\\d+)?", "$1T");
    }

    private static List<Object[]> commands(Path run) {
        Path atlas = run.resolve("atlas");
        Path photo = pictures.resolve("windows-11.png");
        Path vectors = run.resolve("vectors.npy");
        Object[] tiny = {"--threads", 1, "--min-points", 1, "--size", 16, "--steps", 1, "--neighbors", 4};
        List<Object[]> commands = new ArrayList<>();
        commands.add(with(
                tiny,
                "build",
                "--images",
                pictures,
                "--layer",
                "mixed3b",
                "mixed4a",
                "--grid",
                2,
                "--examples",
                1,
                "--per-image",
                2,
                "--recipe",
                "lucid",
                "--crop",
                "resize",
                "--out",
                atlas));
        commands.add(with(
                tiny,
                "class",
                "--from",
                atlas,
                "--layer",
                "mixed4a",
                "--class",
                "WINDOWS",
                "--grid",
                2,
                "--by",
                "magnitude",
                "--out",
                run.resolve("one")));
        commands.add(with(
                tiny,
                "compare",
                "--from",
                atlas,
                "--layer",
                "mixed4a",
                "--left",
                "TILES",
                "--right",
                4,
                "--grid",
                2,
                "--out",
                run.resolve("two")));
        commands.add(row("rebuild", "--like", atlas, "--threads", 1, "--out", run.resolve("again")));
        commands.add(row("draw", "--atlas", atlas, "--class", "windows", "--out", run.resolve("draw.svg")));
        commands.add(row("follow", "--atlas", atlas, "--layer", "mixed3b", "--grid", 2, "--column", 0, "--row", 0));
        commands.add(row(
                "shortcuts",
                "--atlas",
                atlas,
                "--layer",
                "mixed4a",
                "--top",
                2,
                "--images",
                pictures,
                "--out",
                run.resolve("suspects")));
        commands.add(row(
                "patch",
                "--images",
                pictures,
                "--target",
                "windows",
                "--patch",
                photo,
                "--patch-size",
                0.3,
                "--at",
                "0.5,0.5"));
        commands.add(row("explain", "--atlas", atlas, "--out", run.resolve("path.png"), photo));
        commands.add(row(
                "diff",
                "--before",
                atlas,
                "--after",
                atlas,
                "--layer",
                "mixed3b",
                "--layer-after",
                "mixed4a",
                "--grid",
                2,
                "--out",
                run.resolve("diff.svg")));
        commands.add(row("page", "--atlas", atlas, "--out", run.resolve("page.html")));
        commands.add(row("export", "--atlas", atlas, "--out", run.resolve("tables")));
        commands.add(row("describe"));
        commands.add(row("classify", "--class", "WINDOWS", photo));
        commands.add(row(
                "activations",
                "--layer",
                "mixed4a",
                "--images",
                pictures,
                "--threads",
                1,
                "--per-image",
                2,
                "--out",
                vectors));
        commands.add(row(
                "icons",
                "--layer",
                "mixed4a",
                "--targets",
                vectors,
                "--size",
                16,
                "--steps",
                1,
                "--threads",
                1,
                "--sheet",
                run.resolve("sheet.png"),
                "--out",
                run.resolve("icons")));
        commands.add(row(
                "umap",
                "--data",
                vectors,
                "--metric",
                "cosine",
                "--k",
                5,
                "--threads",
                1,
                "--out",
                run.resolve("layout.csv"),
                "--json",
                run.resolve("umap.json")));
        commands.add(row("build", "--images", pictures, "--layer", "mixed4a", "--per-image", 0, "--out", run));
        commands.add(row("draw", "--atlas", atlas, "--grid", 1234567, "--out", run.resolve("draw.svg")));
        commands.add(row("classify", "--input-size", "1.5", photo));
        commands.add(row("--help"));
        new CommandLine(new AtlasCommand())
                .getSubcommands()
                .keySet()
                .forEach(name -> commands.add(row(name, "--help")));
        return commands;
    }

    private static Object[] row(Object... words) {
        return words;
    }

    private static Object[] with(Object[] settings, Object... first) {
        return Stream.of(first, settings).flatMap(Stream::of).toArray();
    }

    @Test
    void nothingIsFormattedWithoutALocale() {
        noClasses()
                .should()
                .callCodeUnitWhere(new DescribedPredicate<>("they format in the machine's locale") {
                    @Override
                    public boolean test(JavaCall<?> call) {
                        var target = call.getTarget();
                        return FORMATS.contains(target.getName())
                                && OWNERS.contains(target.getOwner().getName())
                                && target.getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(Locale.class));
                    }
                })
                .because("numbers would have other digits, and letters other cases, in other countries")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.activationatlas"));
    }
}
