package io.github.activationatlas.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFolderTest {
    private static final String WHAT = "tables of a zoo";

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("zoo");
    }

    private void write(String text, String... names) throws IOException {
        ManifestFolder files = ManifestFolder.open(folder, WHAT);
        for (String name : names) {
            Files.writeString(files.place(name), text);
        }
        files.finish();
    }

    @Test
    void whatWasWrittenIsReplacedOrDeletedAndNothingElse() throws IOException {
        write("first", "cells.csv", "sub/deep/a.js", "sub/b.js", "old/c.js");
        Path notes = Files.writeString(folder.resolve("notes.txt"), "precious");
        Path beside = Files.writeString(folder.resolve("sub/mine.js"), "precious");
        write("second", "cells.csv", "sub/b.js");
        assertThat(folder.resolve("cells.csv")).hasContent("second");
        assertThat(folder.resolve("sub/b.js")).hasContent("second");
        assertThat(folder.resolve("sub/deep")).doesNotExist();
        assertThat(folder.resolve("old")).doesNotExist();
        assertThat(notes).hasContent("precious");
        assertThat(beside).hasContent("precious");
    }

    @Test
    void aFolderOfOthersIsRefused() throws IOException {
        Files.createDirectory(folder);
        Path table = Files.writeString(folder.resolve("cells.csv"), "precious");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write("ours", "cells.csv"))
                .withMessage(folder + " is not empty and holds no tables of a zoo; name another folder");
        Files.writeString(folder.resolve("tables-of-a-zoo"), "Dear diary,\ncells.csv\n");
        assertThatIllegalArgumentException().isThrownBy(() -> write("ours", "cells.csv"));
        assertThatIllegalArgumentException().isThrownBy(() -> ManifestFolder.check(folder, WHAT));
        assertThat(table).hasContent("precious");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManifestFolder.open(table, WHAT))
                .withMessage(table + " is not a folder");
    }

    @Test
    void aFileOfOthersUnderANameOfOursIsRefused() throws IOException {
        write("first", "a.js");
        Path mine = Files.writeString(folder.resolve("b.js"), "precious");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write("second", "a.js", "b.js"))
                .withMessageStartingWith(mine + " is in the way");
        assertThat(mine).hasContent("precious");
    }

    @Test
    void linksInThePlaceOfOurFilesAndFoldersAreNotFollowed() throws IOException {
        write("first", "a.js", "sub/b.js");
        Path archive = Files.createDirectory(temporary.resolve("archive"));
        Path file = Files.move(folder.resolve("a.js"), archive.resolve("a.js"));
        Path moved = Files.move(folder.resolve("sub"), archive.resolve("sub"));
        Files.createSymbolicLink(folder.resolve("a.js"), file);
        Files.createSymbolicLink(folder.resolve("sub"), moved);
        assertThatIllegalArgumentException().isThrownBy(() -> write("second", "a.js"));
        assertThatIllegalArgumentException().isThrownBy(() -> write("second", "sub/b.js"));
        write("second", "c.js");
        assertThat(file).hasContent("first");
        assertThat(moved.resolve("b.js")).hasContent("first");
    }

    @Test
    void aLinkToTheFolderIsFollowed() throws IOException {
        Path real = Files.createDirectory(temporary.resolve("disk"));
        Files.createSymbolicLink(folder, real);
        write("first", "a.js");
        write("second", "a.js");
        assertThat(real.resolve("a.js")).hasContent("second");
        assertThat(Files.isSymbolicLink(folder)).isTrue();
    }

    @Test
    void aListThatLeadsOutOfTheFolderHarmsNothing() throws IOException {
        write("first", "a.js");
        Path outside = Files.writeString(temporary.resolve("outside"), "precious");
        Path list = folder.resolve("tables-of-a-zoo");
        Files.writeString(list, Files.readString(list) + "../outside\n" + outside + "\n.\n");
        write("second", "b.js");
        assertThat(outside).hasContent("precious");
        assertThat(folder.resolve("a.js")).doesNotExist();
    }

    @Test
    void anInterruptedWritingIsKnownAgain() throws IOException {
        write("first", "a.js", "b.js");
        ManifestFolder interrupted = ManifestFolder.open(folder, WHAT);
        Files.writeString(interrupted.place("c.js"), "half");
        write("third", "c.js");
        assertThat(folder.resolve("a.js")).doesNotExist();
        assertThat(folder.resolve("c.js")).hasContent("third");
    }
}
