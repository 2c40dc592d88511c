package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.activationatlas.internal.saved.InstructionSet;
import io.github.activationatlas.umap.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same settings give the same bytes from one version to the next, unless a change means to change them. Sums depend on the processor, so
 * the hashes are kept for the processors that the project is built on; elsewhere a second build must have the bytes of the first.
 */
class AtlasBytesTest {
    private static final Logger LOG = LoggerFactory.getLogger(AtlasBytesTest.class);

    @TempDir
    Path folder;

    private static AtlasBuilder atlas() {
        return Atlas.builder()
                .model(Tiny.MODEL)
                .layers("mixed3a", Tiny.LAYER)
                .images(ImageSource.generated(60, AtlasBytesTest::image))
                .perImage(2)
                .umap(umap -> umap.nNeighbors(8).nEpochs(50))
                .visualizer(icons -> icons.size(32).steps(8))
                .examples(1)
                .grids(2, 4)
                .minPoints(2)
                .seed(3)
                .threads(2);
    }

    private static BufferedImage image(int index) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                int wave = (x * (1 + index % 5) + y * (index % 7) + index * index) & 63;
                image.setRGB(x, y, wave << 18 | (wave * (index % 3) & 255) << 8 | (4 * (63 - wave) * (index & 1)));
            }
        }
        return image;
    }

    private Map<String, String> hashes(Path to) throws IOException {
        atlas().saveTo(to).build();
        Map<String, String> hashes = new LinkedHashMap<>();
        Atlas saved = Atlas.load(to);
        for (int l = 0; l < saved.layers().size(); l++) {
            AtlasLayer layer = saved.layers().get(l);
            hashes.put("activations-" + l, hash(Rows.values(layer.activations())));
            hashes.put("attributions-" + l, hash(Rows.attributions(layer.activations())));
            hashes.put("layout-" + l, hash(Npy.readRows(to.resolve("layer-" + l + "-layout.npy"))));
            for (int grid : new int[] {2, 4}) {
                hashes.put("icons-" + l + "-" + grid, hash(image(to, "layer-" + l + "-icons-" + grid + ".png")));
                hashes.put("examples-" + l + "-" + grid, hash(image(to, "layer-" + l + "-examples-" + grid + ".png")));
            }
        }
        return hashes;
    }

    private static BufferedImage image(Path folder, String name) throws IOException {
        return Objects.requireNonNull(ImageIO.read(folder.resolve(name).toFile()));
    }

    private static String hash(float[][] rows) {
        Hasher hasher = Hashing.sha256().newHasher();
        for (float[] row : rows) {
            for (float v : row) {
                hasher.putFloat(v);
            }
        }
        return hasher.hash().toString().substring(0, 16);
    }

    private static String hash(BufferedImage image) {
        Hasher hasher = Hashing.sha256().newHasher().putInt(image.getWidth()).putInt(image.getHeight());
        for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            hasher.putInt(pixel & 0xFFFFFF);
        }
        return hasher.hash().toString().substring(0, 16);
    }

    private static String processor() throws IOException {
        Path cpu = Path.of("/proc/cpuinfo");
        String model = !Files.isReadable(cpu)
                ? "unknown"
                : Files.readAllLines(cpu).stream()
                        .filter(line -> line.matches("(cpu family|model|model name)\\s*:.*"))
                        .limit(3)
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .reduce("", (a, b) -> a + " " + b)
                        .trim();
        return (InstructionSet.name() + " " + model).replaceAll("[^A-Za-z0-9]+", "-");
    }

    @Test
    void aSmallAtlasHasTheBytesThatItHasAlwaysHad() throws IOException {
        Map<String, String> hashes = hashes(folder.resolve("first"));
        String processor = processor();
        Properties known = new Properties();
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("atlas-hashes.properties"))) {
            known.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
        }
        Map<String, String> expected = new LinkedHashMap<>();
        hashes.keySet().forEach(part -> {
            String hash = known.getProperty(processor + "." + part);
            if (hash != null) {
                expected.put(part, hash);
            }
        });
        if (expected.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            hashes.forEach((part, hash) -> lines.append('\n')
                    .append(processor)
                    .append('.')
                    .append(part)
                    .append('=')
                    .append(hash));
            LOG.warn(
                    "No hashes are kept for this processor, so a second build is compared with the first; its lines for atlas-hashes.properties:{}",
                    lines);
            assertThat(hashes(folder.resolve("second"))).isEqualTo(hashes);
        } else {
            assertThat(hashes).isEqualTo(expected);
        }
        assertThat(IntStream.range(0, 2)
                        .mapToObj(l -> hashes.get("layout-" + l))
                        .distinct())
                .hasSize(2);
    }
}
