package io.github.activationatlas.internal.source;

import io.github.activationatlas.files.FailureReasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All files in a folder and its subfolders, through symbolic links too. Each folder is entered once, however many links lead to it, so that
 * links in a circle do no harm and no image counts twice; a way without links comes first. What cannot be read is named in the log and
 * skipped.
 */
public final class FolderWalk {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWalk.class);
    private static final int NAMED = 20;

    /** What Java puts in place of bytes that the locale's encoding does not know. */
    private static final char UNKNOWN = '\uFFFD';

    private final Lister lister;
    private final Set<Path> entered = new HashSet<>();
    private final Queue<Path> links = new ArrayDeque<>();
    private final List<Path> files = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    private FolderWalk(Lister lister) {
        this.lister = lister;
    }

    /** Lists a folder. */
    public interface Lister {
        List<Path> list(Path folder) throws IOException;
    }

    /**
     * Walks.
     *
     * @return the files in the order of their paths
     * @throws IOException if the folder itself cannot be read
     */
    public static List<Path> files(Path folder) throws IOException {
        return files(folder, FolderWalk::list);
    }

    public static List<Path> files(Path folder, Lister lister) throws IOException {
        FolderWalk walk = new FolderWalk(lister);
        try {
            walk.enter(folder);
        } catch (IOException e) {
            throw new IOException("cannot read the folder " + folder + ": " + FailureReasons.of(e), e);
        }
        while (!walk.links.isEmpty()) {
            walk.tryToEnter(walk.links.remove());
        }
        walk.report(folder);
        Collections.sort(walk.files);
        return walk.files;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void enter(Path folder) throws IOException {
        if (!entered.add(folder.toRealPath())) {
            return;
        }
        for (Path file : lister.list(folder)) {
            if (Files.isRegularFile(file)) {
                files.add(file);
            } else if (Files.isSymbolicLink(file)) {
                if (Files.isDirectory(file)) {
                    links.add(file);
                } else if (!Files.exists(file)) {
                    skipped.add(file + " (a link that leads nowhere)");
                }
            } else if (Files.isDirectory(file)) {
                tryToEnter(file);
            }
        }
    }

    private void tryToEnter(Path folder) {
        try {
            enter(folder);
        } catch (IOException e) {
            skipped.add(folder + " (" + FailureReasons.of(e) + ")");
        }
    }

    private void report(Path folder) {
        if (!skipped.isEmpty()) {
            LOG.warn(
                    "Skipped what cannot be read in {}: {}{}",
                    folder,
                    String.join(", ", skipped.subList(0, Math.min(NAMED, skipped.size()))),
                    skipped.size() > NAMED ? ", and " + (skipped.size() - NAMED) + " more" : "");
        }
        long unknown = files.stream()
                .filter(file -> folder.relativize(file).toString().indexOf(UNKNOWN) >= 0)
                .count();
        if (unknown > 0) {
            LOG.warn(
                    "The names of {} files in {} hold characters that this locale does not know ({}); they are read, but named with {} in"
                            + " their place. Run with a UTF-8 locale, such as LC_ALL=C.UTF-8",
                    unknown,
                    folder,
                    System.getProperty("sun.jnu.encoding"),
                    UNKNOWN);
        }
    }
}
