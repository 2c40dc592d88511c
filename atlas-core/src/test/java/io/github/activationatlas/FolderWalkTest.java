package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.activationatlas.internal.source.FolderWalk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FolderWalkTest {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void photos() throws IOException {
        folder = Files.createDirectory(temporary.resolve("photos"));
        picture("photos/a.png");
        picture("photos/sub/b.png");
    }

    private void picture(String name) throws IOException {
        Path file = temporary.resolve(name);
        Files.createDirectories(file.getParent());
        ImageFileWriter.write(Tiny.picture(1), file);
    }

    private void link(String name, String to) throws IOException {
        Files.createSymbolicLink(temporary.resolve(name), temporary.resolve(to));
    }

    private static List<String> ids(ImageSource source) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            ids.add(source.id(i));
        }
        return ids;
    }

    @Test
    void linksToFoldersAreFollowed() throws IOException {
        picture("elsewhere/deep/c.png");
        link("photos/sub/link", "elsewhere");
        link("photos/single.png", "elsewhere/deep/c.png");
        ImageSource source = ImageSource.directory(folder);
        assertThat(ids(source)).containsExactly("a.png", "single.png", "sub/b.png", "sub/link/deep/c.png");
        assertThat(source.open("sub/link/deep/c.png").getWidth()).isEqualTo(64);
    }

    @Test
    void aLinkInThePlaceOfTheFolderIsFollowed() throws IOException {
        link("link", "photos");
        assertThat(ids(ImageSource.directory(temporary.resolve("link")))).containsExactly("a.png", "sub/b.png");
    }

    @Test
    void circlesOfLinksEndAndNoPictureCountsTwice() throws IOException {
        link("photos/here", "photos");
        link("photos/0", "photos/sub");
        link("photos/sub/up", "photos");
        link("photos/sub/self", "photos/sub/self");
        picture("x/1.png");
        picture("y/2.png");
        link("photos/x", "x");
        link("x/y", "y");
        link("y/x", "x");
        for (int i = 0; i < 20; i++) {
            Files.createDirectories(temporary.resolve("many/" + i));
        }
        for (int i = 0; i < 19; i++) {
            link("many/" + i + "/left", "many/" + (i + 1));
            link("many/" + i + "/right", "many/" + (i + 1));
        }
        link("photos/many", "many/0");
        assertThat(ids(ImageSource.directory(folder))).containsExactly("a.png", "sub/b.png", "x/1.png", "x/y/2.png");
    }

    @Test
    void whatCannotBeReadIsSkippedUnlessItIsTheFolderItself() throws IOException {
        link("photos/nowhere.png", "gone.png");
        FolderWalk.Lister denies = f -> {
            if (f.endsWith("sub") || f.endsWith("link")) {
                throw new AccessDeniedException(f.toString());
            }
            try (Stream<Path> files = Files.list(f)) {
                return files.sorted().toList();
            }
        };
        Files.createDirectory(temporary.resolve("other"));
        link("photos/link", "other");
        assertThat(FolderWalk.files(folder, denies)).containsExactly(folder.resolve("a.png"));
        assertThatThrownBy(() -> FolderWalk.files(folder.resolve("sub"), denies))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read the folder " + folder.resolve("sub") + ": permission denied");
    }
}
