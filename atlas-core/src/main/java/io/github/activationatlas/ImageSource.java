package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.activationatlas.internal.source.FolderWalk;
import io.github.activationatlas.internal.source.ImageFolder;
import io.github.activationatlas.models.ImageFileReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Many images, opened one at a time. Implementations must allow several threads to open images at once. */
public interface ImageSource {

    /**
     * Counts the images.
     *
     * @return how many
     */
    int size();

    /**
     * Identifies an image in records.
     *
     * @param index which, from 0
     * @return a name, such as its file's path
     */
    String id(int index);

    /**
     * Opens an image.
     *
     * @param index which, from 0
     * @return the image, upright, in RGB
     * @throws IOException if it is missing, or the system does not let it be read
     * @throws io.github.activationatlas.models.UnreadableImageException if it does not decode
     */
    BufferedImage open(int index) throws IOException;

    /**
     * Returns where the images come from, for records.
     *
     * @return for a folder, {@code folder} and its absolute path; empty where that is not known
     */
    default Map<String, String> origin() {
        return Map.of();
    }

    /**
     * Checks whether an image is likely to be the same as before, without reading it.
     *
     * @param index which, from 0
     * @return for files, size and time of last modification; empty where nothing is known but the name
     */
    default String fingerprint(int index) {
        return "";
    }

    /**
     * Finds an image by its name, as it stands in a set of activations: images may have come or gone since.
     *
     * @param id its name
     * @return which it is, from 0; the first of several
     * @throws IllegalArgumentException if there is none of that name
     */
    default int find(String id) {
        for (int i = 0; i < size(); i++) {
            if (id(i).equals(id)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "there is no image '" + id + "' among the " + size() + "; name those that the activations came from");
    }

    /**
     * Opens an image by its name.
     *
     * @param id its name
     * @return the image, upright, in RGB
     * @throws IOException if it is missing, or the system does not let it be read
     * @throws io.github.activationatlas.models.UnreadableImageException if it does not decode
     * @throws IllegalArgumentException if there is none of that name
     */
    default BufferedImage open(String id) throws IOException {
        return open(find(id));
    }

    /**
     * Identifies what an image's file holds, so that images of one name can be distinguished.
     *
     * @param index which, from 0
     * @return such as a SHA-256; empty, as here, if it is not known
     */
    default String digest(int index) {
        return "";
    }

    /**
     * Takes the files of a folder and of its subfolders that have the name of an image, in the order of their paths, and opens them with
     * {@link ImageFileReader#standard()}. {@link #directory(Path, ImageFileReader)} says more.
     *
     * @param folder the folder, or a link to one; names are relative to it
     * @return its images
     * @throws IOException if the folder cannot be read
     * @throws IllegalArgumentException if it holds no images
     */
    static ImageSource directory(Path folder) throws IOException {
        return directory(folder, ImageFileReader.standard());
    }

    /**
     * Takes the files of a folder and of its subfolders that have the name of an image, in the order of their paths. Symbolic links are
     * followed; each folder is entered once. Subfolders that cannot be read are named in the log and skipped. Images of formats that need an
     * ImageIO plug-in, such as WebP and HEIC, are taken if it is on the class path; otherwise the log says once how many there are.
     *
     * @param folder the folder, or a link to one; names are relative to it
     * @param reader opens the images
     * @return its images
     * @throws IOException if the folder cannot be read
     * @throws IllegalArgumentException if it holds no images
     */
    static ImageSource directory(Path folder, ImageFileReader reader) throws IOException {
        checkNotNull(folder, "folder must not be null");
        checkNotNull(reader, "reader must not be null");
        checkArgument(Files.isDirectory(folder), "%s is not a folder", folder);
        return of(folder, ImageFolder.of(folder, FolderWalk.files(folder)), reader);
    }

    /**
     * Takes files.
     *
     * @param files images, at least one
     * @return the images in this order
     * @throws IllegalArgumentException if there are none
     */
    static ImageSource files(List<Path> files) {
        checkArgument(!files.isEmpty(), "there are no images");
        return of(null, List.copyOf(files), ImageFileReader.standard());
    }

    private static ImageSource of(@Nullable Path folder, List<Path> files, ImageFileReader reader) {
        return new ImageSource() {
            @Override
            public int size() {
                return files.size();
            }

            @Override
            public String digest(int index) {
                try {
                    return MoreFiles.asByteSource(files.get(index))
                            .hash(Hashing.sha256())
                            .toString();
                } catch (IOException e) {
                    // Opening the image will report that.
                    return "";
                }
            }

            @Override
            public Map<String, String> origin() {
                return folder == null
                        ? Map.of()
                        : Map.of("folder", folder.toAbsolutePath().normalize().toString());
            }

            @Override
            public String fingerprint(int index) {
                try {
                    Path file = files.get(index);
                    return Files.size(file) + " " + Files.getLastModifiedTime(file);
                } catch (IOException e) {
                    // Opening the image will report that.
                    return "";
                }
            }

            @Override
            public String id(int index) {
                Path file = files.get(index);
                return (folder == null ? file : folder.relativize(file)).toString();
            }

            @Override
            public BufferedImage open(int index) throws IOException {
                return reader.read(files.get(index));
            }
        };
    }

    /**
     * Takes images that a program makes.
     *
     * @param size how many, at least 1
     * @param supplier gives image 0 to size - 1, the same again for the same index, to several threads
     * @return the images
     */
    static ImageSource generated(int size, IntFunction<BufferedImage> supplier) {
        checkNotNull(supplier, "supplier must not be null");
        checkArgument(size >= 1, "size must be at least 1, but was %s", size);
        return new ImageSource() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public String id(int index) {
                return "picture " + index;
            }

            @Override
            public BufferedImage open(int index) {
                return supplier.apply(index);
            }
        };
    }
}
