package io.github.activationatlas.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A standard output that takes nothing ends every command with an error; a picture that cannot be read ends none. */
class OutputTest {
    @TempDir
    Path folder;

    /** A device without room. */
    private static final class Full extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private static Terminal.Outcome runOnFull(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(new Full(), false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            return new Terminal.Outcome(AtlasCommand.run(arguments), "", complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static Stream<String> commands() {
        return new CommandLine(new AtlasCommand()).getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFullOutputEndsTheHelpOfEveryCommandWithAnError(String command) {
        runOnFull(command, "--help").isMistake("Standard output is full or closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "describe"})
    void aFullOutputEndsWithAnError(String argument) {
        runOnFull(argument).isMistake("Standard output is full or closed");
    }

    @Test
    void aFullOutputEndsWorkWithAnErrorToo() throws IOException {
        Path pictures = Terminal.pictures(folder, 2);
        String one = sorted(pictures).get(0).toString();
        runOnFull("classify", one).isMistake("Standard output is full or closed");
        Path out = folder.resolve("a.npy");
        runOnFull("activations", "--images", pictures.toString(), "--layer", "mixed4a", "--out", out.toString())
                .isMistake("Standard output is full or closed");
        assertThat(out).exists();
    }

    @Test
    void classifySkipsWhatCannotBeReadAndGoesOn() throws IOException {
        Path pictures = Terminal.pictures(folder, 2);
        Path torn = Files.writeString(folder.resolve("torn.png"), "no picture");
        List<Path> good = sorted(pictures);
        Terminal.Outcome outcome =
                Terminal.run("classify", good.get(0), torn, good.get(1)).isDone();
        assertThat(outcome.out().lines().filter(line -> line.endsWith(".png")))
                .containsExactly(good.get(0).toString(), good.get(1).toString());
        assertThat(outcome.err()).startsWith("Skipped " + torn).hasLineCount(1);
        Terminal.Outcome none = Terminal.run("classify", torn, torn);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).hasLineCount(3).endsWith("none of 2 images could be read" + System.lineSeparator());
    }

    @Test
    void aBuildOfFewPhotosHasFewerNeighboursAndMorePositionsThanThereAreAreTold() throws IOException {
        Path pictures = Terminal.pictures(folder, 6);
        Path out = folder.resolve("atlas");
        assertThat(Terminal.run(
                                "build",
                                "--images",
                                pictures,
                                "--layer",
                                "mixed4a",
                                "--steps",
                                1,
                                "--grid",
                                1,
                                "--out",
                                out)
                        .isDone()
                        .err())
                .contains("nNeighbors is 50, but there are only 6 vectors of layer mixed4a");
        assertThat(out.resolve("atlas.json")).content().contains("\"used.nNeighbors\": \"6\"");
        assertThat(Terminal.run(
                                "activations",
                                "--images",
                                pictures,
                                "--layer",
                                "mixed4a",
                                "--per-image",
                                37,
                                "--out",
                                folder.resolve("a.npy"))
                        .isDone()
                        .err())
                .contains("perImage is 37, but layer mixed4a has only 36 positions: some are taken more than once");
    }
}
