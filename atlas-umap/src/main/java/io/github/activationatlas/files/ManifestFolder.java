package io.github.activationatlas.files;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with a list of the files that were written into it, so that writing it anew replaces and deletes these and no others. The list
 * is a text file in the folder, with a headline and a name a line. Not thread-safe.
 */
public final class ManifestFolder {
    private final Path folder;
    private final String what;
    private final Path list;
    private final Set<String> earlier;
    private final Set<String> written = new LinkedHashSet<>();

    private ManifestFolder(Path folder, String what, Path list, Set<String> earlier) {
        this.folder = folder;
        this.what = what;
        this.list = list;
        this.earlier = earlier;
    }

    /**
     * Takes a folder into use; it is made if it does not exist. Nothing in it is touched yet.
     *
     * @param folder a folder that is empty, or was written before, or does not exist
     * @param what what the files are, such as "page of an atlas"; the list's name is the same with hyphens
     * @return the folder
     * @throws IOException if it cannot be read or made
     * @throws IllegalArgumentException if it holds something and was not written before
     */
    public static ManifestFolder open(Path folder, String what) throws IOException {
        Set<String> earlier = read(folder, what);
        Folders.make(folder);
        Path list = list(folder, what);
        Files.deleteIfExists(half(list));
        if (earlier.isEmpty()) {
            AtomicFile.write(list, headline(what));
        }
        return new ManifestFolder(folder, what, list, earlier);
    }

    /**
     * Makes sure that a folder can be taken into use, before long work is begun. Writes nothing.
     *
     * @param folder the folder
     * @param what what the files are
     * @throws IOException if it cannot be read, made or written to
     * @throws IllegalArgumentException if it holds something and was not written before
     */
    public static void check(Path folder, String what) throws IOException {
        read(folder, what);
        Folders.check(folder);
    }

    private static Path list(Path folder, String what) {
        return folder.resolve(what.replace(' ', '-'));
    }

    private static Path half(Path list) {
        return list.resolveSibling(list.getFileName() + AtomicFile.PART);
    }

    private static String headline(String what) {
        return "The files of the " + what + ". They are replaced when it is written anew; others are kept.\n";
    }

    private static Set<String> read(Path folder, String what) throws IOException {
        checkArgument(!Files.exists(folder) || Files.isDirectory(folder), "%s is not a folder", folder);
        Path list = list(folder, what);
        Set<String> names = new LinkedHashSet<>();
        boolean ours = false;
        if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            List<String> lines = new String(Files.readAllBytes(list), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            ours = !lines.isEmpty() && headline(what).startsWith(lines.get(0));
            if (ours) {
                lines.stream().skip(1).filter(name -> inside(folder, name)).forEach(names::add);
            }
        }
        if (!ours && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                // A killed writer may have left half of its first list, and no more.
                checkArgument(
                        files.allMatch(half(list)::equals),
                        "%s is not empty and holds no %s; name another folder",
                        folder,
                        what);
            }
        }
        return names;
    }

    /** A list of another program must not lead out of the folder. */
    private static boolean inside(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        return !name.isEmpty() && file.startsWith(folder.normalize()) && !file.equals(folder.normalize());
    }

    /**
     * Names a file that is to be written now, and makes the folders around it.
     *
     * @param name its path in the folder, with slashes
     * @return where to write it; a file that is there was written before, and is to be replaced
     * @throws IOException if its folder cannot be made
     * @throws IllegalArgumentException if something is there that was not written before
     */
    public Path place(String name) throws IOException {
        Path file = folder.resolve(name);
        checkArgument(isOurs(file, name), "%s is in the way: it is not of the %s that was written before", file, what);
        Folders.make(file.getParent());
        String half = name + AtomicFile.PART;
        delete(half);
        if (written.add(name)) {
            boolean others = Files.exists(folder.resolve(half), LinkOption.NOFOLLOW_LINKS);
            // Before the file itself: an interrupted writing must know its files again, and what is left of one.
            String lines = (earlier.contains(name) ? "" : name + "\n") + (others ? "" : half + "\n");
            try {
                Files.writeString(list, lines, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw CannotWriteException.of(list, e);
            }
        }
        return file;
    }

    private boolean isOurs(Path file, String name) {
        for (Path around = file.getParent(); !around.equals(folder); around = around.getParent()) {
            if (Files.exists(around, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(around, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
        }
        boolean known = earlier.contains(name) || written.contains(name);
        return !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                || known && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Deletes a file if it was written before.
     *
     * @param name its path in the folder
     * @throws IOException if it cannot be deleted
     */
    public void delete(String name) throws IOException {
        Path file = folder.resolve(name);
        if (earlier.contains(name) && Files.exists(file, LinkOption.NOFOLLOW_LINKS) && isOurs(file, name)) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw CannotWriteException.of(file, e);
            }
        }
    }

    /**
     * Ends the writing: what was written before and not now is deleted, with folders that are empty then.
     *
     * @throws IOException if that fails
     */
    public void finish() throws IOException {
        for (String name : earlier) {
            if (!written.contains(name)) {
                delete(name);
                prune(folder.resolve(name).getParent());
            }
        }
        AtomicFile.write(list, headline(what) + String.join("\n", written) + "\n");
    }

    private void prune(Path emptied) throws IOException {
        for (Path f = emptied; !f.equals(folder); f = f.getParent()) {
            if (Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.delete(f);
                } catch (DirectoryNotEmptyException e) {
                    return;
                }
            }
        }
    }
}
