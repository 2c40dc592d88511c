package io.github.activationatlas.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aFailureLeavesWhatWasThereAndNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("map.svg"), "before");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(CannotWriteException.class)
                .hasMessage("cannot write " + file + ": no space left on device");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");
        assertThat(file).hasContent("before");
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining(f -> !f.equals(file));
    }

    @Test
    void foldersAreMadeThroughLinksToo() throws IOException {
        Files.createDirectory(folder.resolve("disk"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("disk"));
        AtomicFile.write(link.resolve("new/map.svg"), "map");
        AtomicFile.write(link.resolve("map.svg"), "map");
        assertThat(folder.resolve("disk/new/map.svg")).hasContent("map");
        assertThat(folder.resolve("disk/map.svg")).hasContent("map");
    }

    @Test
    void whatStandsInTheWayIsNamedBeforeAnythingIsMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThatThrownBy(() -> AtomicFile.check(file.resolve("a/b.png")))
                .hasMessage("cannot write %s: %s is not a folder", file.resolve("a/b.png"), file);
        assertThatThrownBy(() -> AtomicFile.check(folder)).hasMessage("cannot write " + folder + ": it is a folder");
        AtomicFile.check(folder.resolve("a/b.png"));
        assertThat(folder.resolve("a")).doesNotExist();
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));
        assertThatThrownBy(() -> AtomicFile.write(nowhere.resolve("b.png"), "map"))
                .isInstanceOf(CannotWriteException.class)
                .hasMessageStartingWith("cannot write ")
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void aLinkIsReplacedAndWhatItLedToStays() throws IOException {
        Path real = Files.writeString(folder.resolve("photo.png"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("latest.png"), real);
        AtomicFile.write(link, "map");
        assertThat(real).hasContent("precious");
        assertThat(link).hasContent("map");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceIsWrittenTo() throws IOException {
        AtomicFile.write(Path.of("/dev/null"), "map");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatTakesNoFilesIsNamed() {
        Path file = Path.of("/proc/map.svg");
        assertThatThrownBy(() -> AtomicFile.write(file, "map"))
                .isInstanceOf(CannotWriteException.class)
                .hasMessageStartingWith("cannot write /proc/map.svg: ")
                .hasMessageNotContaining("part");
    }
}
