package io.github.activationatlas.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.examples.drawn.DrawnImages;
import io.github.activationatlas.examples.drawn.Mark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** Types commands and reads what they say. */
final class Terminal {
    private Terminal() {}

    record Outcome(int code, String out, String err) {
        void isMistake(String... words) {
            assertThat(code).as(out + err).isEqualTo(2);
            List<String> said = err.lines().filter(line -> !line.contains(" %")).toList();
            assertThat(said).hasSize(1);
            assertThat(said.get(0)).contains(words);
        }

        Outcome isDone() {
            assertThat(code).as(err).isZero();
            return this;
        }
    }

    static Outcome run(Object... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int code = AtlasCommand.run(
                    Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
            return new Outcome(
                    code, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Writes pictures that the network in the jar knows, one or more of each class. */
    static Path pictures(Path folder, int count) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("images"));
        DrawnImages drawn = DrawnImages.of(5);
        for (int i = 0; i < count; i++) {
            String label = DrawnImages.classes().get(i % 15);
            ImageIO.write(
                    drawn.draw(i % 15, i, Mark.AS_TRAINED),
                    "png",
                    pictures.resolve(label + "-" + i + ".png").toFile());
        }
        return pictures;
    }
}
