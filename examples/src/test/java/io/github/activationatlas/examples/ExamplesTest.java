package io.github.activationatlas.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs to copy from, on few pictures. */
class ExamplesTest {
    @TempDir
    Path folder;

    private interface Program {
        void start(String[] args) throws IOException;
    }

    private String run(Program program) throws IOException {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.start(new String[] {folder.toString(), "300"});
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void oneClassAndTwo() throws IOException {
        assertThat(run(ClassAtlasExample::main)).contains("street-windows.png");
        assertThat(folder.resolve("street.png")).isNotEmptyFile();
        assertThat(folder.resolve("street-windows.png")).isNotEmptyFile();
    }

    @Test
    void layers() throws IOException {
        assertThat(run(LayersExample::main)).containsPattern("\\d+ % of its activations go to the cell of mixed4a");
        assertThat(folder.resolve("wheels.png")).isNotEmptyFile();
        assertThat(folder.resolve("not-wheels.svg")).isNotEmptyFile();
        assertThat(folder.resolve("tables/cells.csv")).isNotEmptyFile();
    }

    @Test
    void shortcut() throws IOException {
        assertThat(run(ShortcutExample::main))
                .containsPattern("PATCH +turns +\\d")
                .contains("SCRAMBLED", "RANDOM");
        assertThat(folder.resolve("suspect-patch.png")).isNotEmptyFile();
    }

    @Test
    void diff() throws IOException {
        assertThat(run(DiffExample::main)).contains("regions: APPEARS", "regions: STAYS");
        assertThat(folder.resolve("diff.png")).isNotEmptyFile();
    }

    @Test
    void explain() throws IOException {
        assertThat(run(ExplainExample::main)).contains("street-explained.png");
        assertThat(folder.resolve("street-explained.png")).isNotEmptyFile();
    }
}
