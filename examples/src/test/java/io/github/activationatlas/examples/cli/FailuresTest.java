package io.github.activationatlas.examples.cli;

import static io.github.activationatlas.examples.cli.Terminal.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and messages of failures. */
class FailuresTest {
    @TempDir
    Path folder;

    private final StringWriter printed = new StringWriter();

    private int report(Throwable e) {
        printed.getBuffer().setLength(0);
        return Failures.report(e, new PrintWriter(printed, true));
    }

    @Test
    void aBugEndsWithItsTraceAndARequestForAReport() {
        assertThat(report(new ArrayIndexOutOfBoundsException("index 7"))).isEqualTo(70);
        assertThat(printed.toString().lines().toList())
                .startsWith("java.lang.ArrayIndexOutOfBoundsException: index 7")
                .anyMatch(line -> line.contains("at io.github.activationatlas"))
                .endsWith("This is a bug; please report it with the lines above at the project's issue tracker");
        assertThat(report(new StackOverflowError())).isEqualTo(70);
        assertThat(report(new IllegalArgumentException())).isEqualTo(70);
    }

    @Test
    void whatTheUserCanMendEndsWithOneSentence() {
        assertThat(report(new IllegalStateException("call model(...) before build()")))
                .isEqualTo(2);
        assertThat(printed).hasToString("call model(...) before build()" + System.lineSeparator());
        assertThat(report(new UncheckedIOException(new AccessDeniedException("a.npy"))))
                .isEqualTo(2);
        assertThat(printed).hasToString("cannot read a.npy: permission denied" + System.lineSeparator());
        assertThat(report(new EOFException())).isEqualTo(2);
        assertThat(printed).hasToString("cannot read or write: EOFException" + System.lineSeparator());
    }

    @Test
    void anInterruptEndsWith130() {
        assertThat(report(new CancellationException("the atlas was cancelled"))).isEqualTo(130);
        assertThat(printed).hasToString("Stopped: the atlas was cancelled" + System.lineSeparator());
        assertThat(report(new ClosedByInterruptException())).isEqualTo(130);
        assertThat(printed).hasToString("Stopped: interrupted" + System.lineSeparator());
        assertThat(report(new UncheckedIOException("reading", new ClosedByInterruptException())))
                .isEqualTo(130);
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Path model = Files.writeString(folder.resolve("damaged.onnx"), "no network");
        run("describe", "--model", model).isMistake("damaged.onnx");
        Path atlas = Files.createDirectory(folder.resolve("atlas"));
        Files.writeString(atlas.resolve("atlas.json"), "{\"format\": ");
        run("draw", "--atlas", atlas, "--out", folder.resolve("map.png")).isMistake("atlas.json", "is damaged");
    }
}
