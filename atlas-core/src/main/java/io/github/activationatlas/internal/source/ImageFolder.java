package io.github.activationatlas.internal.source;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.io.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which files of a folder are images, by the endings of their names. */
public final class ImageFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ImageFolder.class);
    private static final Set<String> READ = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff");
    /** Images that only a plug-in reads. */
    private static final Set<String> WITH_PLUG_INS =
            Set.of("webp", "heic", "heif", "avif", "jxl", "jp2", "j2k", "jpf", "jpx", "ppm", "pgm", "pbm", "pnm");

    private ImageFolder() {}

    /**
     * Keeps the images that there is a reader for; logs once how many there are of each other kind.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static List<Path> of(Path folder, List<Path> files) {
        Set<String> plugIns = ImmutableSortedSet.orderedBy(String.CASE_INSENSITIVE_ORDER)
                .add(ImageIO.getReaderFileSuffixes())
                .build();
        List<Path> images = new ArrayList<>();
        Map<String, Integer> others = new TreeMap<>();
        for (Path file : files) {
            String ending =
                    Files.getFileExtension(file.getFileName().toString()).toLowerCase(Locale.ROOT);
            if (READ.contains(ending) || WITH_PLUG_INS.contains(ending) && plugIns.contains(ending)) {
                images.add(file);
            } else if (WITH_PLUG_INS.contains(ending)) {
                others.merge(ending, 1, Integer::sum);
            }
        }
        String left = others.entrySet().stream()
                .map(kind -> kind.getValue() + " ." + kind.getKey())
                .collect(Collectors.joining(", "));
        checkArgument(
                !images.isEmpty(),
                "%s holds no images%s",
                folder,
                others.isEmpty() ? "" : " that can be read; no ImageIO plug-in on the class path reads these: " + left);
        if (!others.isEmpty()) {
            LOG.warn("Left out images in {} that no ImageIO plug-in on the class path reads: {}", folder, left);
        }
        return images;
    }
}
