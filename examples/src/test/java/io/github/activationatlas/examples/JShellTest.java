package io.github.activationatlas.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start for those who would rather try than build. */
class JShellTest {
    @Test
    void theOneFileStartRunsToItsEnd(@TempDir Path folder) throws IOException, InterruptedException {
        File said = folder.resolve("said.txt").toFile();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jshell")
                                .toString(),
                        "-R-Dimages=400",
                        "-R-Dout=" + folder.resolve("out"),
                        "-R-Xmx1g",
                        "--class-path",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "atlas.jsh")
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        process.waitFor();
        String text = Files.readString(said.toPath(), StandardCharsets.UTF_8);
        assertThat(text).contains("icons mixed4a", "Open ").doesNotContain("|  Error", "|  Exception");
        for (String name : new String[] {"index.html", "street-in-each-layer.png", "street.png", "all/atlas.json"}) {
            assertThat(folder.resolve("out").resolve(name)).isNotEmptyFile();
        }
    }
}
