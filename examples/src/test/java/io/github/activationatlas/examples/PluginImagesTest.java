package io.github.activationatlas.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of every kind beside what PIL makes of them, with the plug-ins of the program and of this test on the class path: those that the JDK
 * has no reader for are read too.
 */
class PluginImagesTest {
    @TempDir
    Path folder;

    private static Path data() {
        String set = System.getenv("ATLAS_DATA");
        return set == null ? abort("skipped: set ATLAS_DATA to the folder that holds image-cases.zip") : Path.of(set);
    }

    private void unpack() throws IOException {
        try (InputStream in = Files.newInputStream(data().resolve("image-cases.zip"));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    Path to = folder.resolve(entry.getName());
                    Files.createDirectories(to.getParent());
                    Files.copy(zip, to);
                }
            }
        }
    }

    @Test
    void picturesAreReadAsTrainersDecodersReadThem() throws IOException {
        unpack();
        List<String> lines = Files.readAllLines(folder.resolve("manifest.tsv"), StandardCharsets.UTF_8);
        assertThat(lines.size()).isGreaterThan(70);
        SoftAssertions all = new SoftAssertions();
        for (String line : lines.subList(1, lines.size())) {
            String name = line.substring(0, line.indexOf('\t'));
            all.assertThat(result(name, line)).as(name).isEqualTo("right");
        }
        all.assertAll();
    }

    private String result(String name, String line) throws IOException {
        boolean error = line.contains("\terror");
        BufferedImage given;
        try {
            given = Images.read(folder.resolve("given").resolve(name));
        } catch (UnreadableImageException e) {
            boolean named = e.getMessage().contains(name + " ");
            boolean allowed = error || line.contains("is right too");
            return named && allowed ? "right" : e.getMessage();
        }
        if (error) {
            return "was read";
        }
        BufferedImage right =
                ImageIO.read(folder.resolve("right").resolve(name + ".png").toFile());
        if (given.getWidth() != right.getWidth() || given.getHeight() != right.getHeight()) {
            return "is " + given.getWidth() + " x " + given.getHeight();
        }
        double difference = difference(given, right);
        boolean lossy = name.toLowerCase(Locale.ROOT).matches("(?!lossless).*\\.(jpg|webp)|jpgnamed.*|jpegc.*|ycbcr.*");
        return difference <= (lossy ? 3 : 0) ? "right" : "differs by " + difference;
    }

    private static double difference(BufferedImage a, BufferedImage b) {
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255));
                }
            }
        }
        return sum / (3.0 * a.getWidth() * a.getHeight());
    }
}
