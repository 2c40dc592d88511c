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

/** Which files of a folder are pictures, by the endings of their names. */
public final class PictureFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PictureFiles.class);
    private static final Set<String> READ = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff");
    /** Pictures that only a plug-in reads. */
    private static final Set<String> WITH_PLUG_INS =
            Set.of("webp", "heic", "heif", "avif", "jxl", "jp2", "j2k", "jpf", "jpx", "ppm", "pgm", "pbm", "pnm");

    private PictureFiles() {}

    /**
     * Keeps the pictures that there is a reader for; tells once how many there are of each other kind.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static List<Path> of(Path folder, List<Path> files) {
        Set<String> plugIns = ImmutableSortedSet.orderedBy(String.CASE_INSENSITIVE_ORDER)
                .add(ImageIO.getReaderFileSuffixes())
                .build();
        List<Path> pictures = new ArrayList<>();
        Map<String, Integer> others = new TreeMap<>();
        for (Path file : files) {
            String ending =
                    Files.getFileExtension(file.getFileName().toString()).toLowerCase(Locale.ROOT);
            if (READ.contains(ending) || WITH_PLUG_INS.contains(ending) && plugIns.contains(ending)) {
                pictures.add(file);
            } else if (WITH_PLUG_INS.contains(ending)) {
                others.merge(ending, 1, Integer::sum);
            }
        }
        String left = others.entrySet().stream()
                .map(kind -> kind.getValue() + " ." + kind.getKey())
                .collect(Collectors.joining(", "));
        checkArgument(
                !pictures.isEmpty(),
                "%s holds no pictures%s",
                folder,
                others.isEmpty() ? "" : " that can be read; no ImageIO plug-in on the class path reads these: " + left);
        if (!others.isEmpty()) {
            LOG.warn("Left out pictures in {} that no ImageIO plug-in on the class path reads: {}", folder, left);
        }
        return pictures;
    }
}
