package io.github.activationatlas.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program in a locale that knows no characters outside ASCII, in a JVM of its own. */
@EnabledOnOs(OS.LINUX)
class EncodingTest {
    @TempDir
    Path folder;

    private List<String> says(int code, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(AtlasCommand.class.getName());
        // The bytes of a name outside ASCII, which no locale of this JVM has a say in.
        String shell = "exec \"$@\" " + String.join(" ", arguments);
        List<String> whole = new ArrayList<>(List.of("sh", "-c", shell, "sh"));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.directory(folder.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
        return said.lines().toList();
    }

    @Test
    void anArgumentOutsideAsciiIsToldInOneLine() throws IOException, InterruptedException {
        String umlaut = "$(printf 'gr\\303\\274n')";
        for (String command : List.of("classify", "umap --out x.npy --data", "export --atlas x --out")) {
            List<String> said = says(2, command + " " + umlaut);
            assertThat(said).hasSize(1);
            assertThat(said.get(0))
                    .contains("contains characters that this locale cannot represent")
                    .contains("LC_ALL=C.UTF-8");
        }
    }

    @Test
    void picturesWithNamesOutsideAsciiAreReadAndToldOfOnce() throws IOException, InterruptedException {
        Path pictures = Terminal.pictures(folder, 2);
        try (Stream<Path> files = Files.list(pictures)) {
            for (Path file : files.toList()) {
                // Renamed by the shell: this JVM's own locale may not know the character.
                assertThat(new ProcessBuilder(
                                        "sh",
                                        "-c",
                                        "mv \"$1\" \"$1$(printf '\\303\\274')x.png\"",
                                        "sh",
                                        file.toString())
                                .start()
                                .waitFor())
                        .isZero();
            }
        }
        List<String> said = says(0, "activations --images images --layer conv0 --out a.npy");
        assertThat(said).anyMatch(line -> line.startsWith("Wrote 2 vectors of ") && line.endsWith("skipped 0 images"));
        assertThat(said.stream().filter(line -> line.contains("locale"))).hasSize(1);
        assertThat(said.stream().filter(line -> line.contains("LC_ALL=C.UTF-8")))
                .hasSize(1);
    }
}
