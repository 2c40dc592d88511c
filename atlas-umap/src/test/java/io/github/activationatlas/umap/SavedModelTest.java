package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving a model replaces a model, and nothing that somebody else wrote. */
class SavedModelTest {
    private static final UmapModel MODEL =
            Umap.builder().nNeighbors(3).nEpochs(5).build().fit(new float[][] {{1, 2}, {2, 3}, {4, 5}, {7, 1}, {3, 3}});

    @TempDir
    Path folder;

    private static void refuses(Path place, String named) {
        assertThatThrownBy(() -> MODEL.save(place))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(place.toString())
                .hasMessageContaining(named);
    }

    @Test
    void aForeignFolderWithAModelJsonStaysAsItIs() throws IOException {
        Path keras = Files.createDirectory(folder.resolve("keras"));
        Files.writeString(keras.resolve("model.json"), "{\"class_name\": \"Sequential\"}");
        refuses(keras, "is not a model");
        Path weights = Files.writeString(keras.resolve("weights.h5"), "precious");
        Path deep = Files.createDirectories(keras.resolve("logs/deep"));
        refuses(keras, "logs");
        assertThat(weights).content().isEqualTo("precious");
        assertThat(deep).exists();
        assertThat(keras.resolve("model.json")).content().contains("Sequential");
    }

    @Test
    void aModelWithSomethingElseBesideIsRefusedAndTheOtherNamed() throws IOException {
        Path place = folder.resolve("model");
        MODEL.save(place);
        Path notes = Files.writeString(place.resolve("notes.txt"), "precious");
        refuses(place, "notes.txt");
        assertThat(notes).content().isEqualTo("precious");
        assertThat(UmapModel.load(place).epochs()).isEqualTo(5);
    }

    @Test
    void theUsersOwnFilesWithTheNameOfAPartStay() throws IOException {
        Path place = folder.resolve("model");
        Path part = Files.createDirectories(folder.resolve("model.part"));
        Path inside = Files.writeString(part.resolve("chapter.txt"), "precious");
        Path array = Files.writeString(folder.resolve("layout.npy.part"), "precious");
        MODEL.save(place);
        MODEL.save(place);
        Npy.of(MODEL.embedding()).write(folder.resolve("layout.npy"));
        assertThat(inside).content().isEqualTo("precious");
        assertThat(array).content().isEqualTo("precious");
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().matches(".*part\\d+"));
    }

    @Test
    void aLinkToAModelStaysALink() throws IOException {
        Path real = folder.resolve("disk/model");
        MODEL.save(real);
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        Umap.builder().nNeighbors(2).nEpochs(7).build().fit(MODEL.vectors()).save(link);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(UmapModel.load(real).epochs()).isEqualTo(7);
    }

    @Test
    void anArrayThatWasReplacedByALinkIsNotFollowed() throws IOException {
        Path place = folder.resolve("model");
        MODEL.save(place);
        Path moved = Files.move(place.resolve("vectors.npy"), folder.resolve("big.npy"));
        byte[] before = Files.readAllBytes(moved);
        Files.createSymbolicLink(place.resolve("vectors.npy"), moved);
        refuses(place, "vectors.npy");
        assertThat(moved).hasBinaryContent(before);
    }

    @Test
    void whatCannotBeWrittenIsNamedAsItWasAskedFor() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThatThrownBy(() -> MODEL.save(file.resolve("model")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + file.resolve("model") + ": ")
                .hasMessageEndingWith(file + " is not a folder");
        refuses(file, "is not a model");
        assertThatThrownBy(() -> Npy.of(MODEL.embedding()).write(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + folder + ": it is a folder");
        assertThat(file).content().isEqualTo("precious");
    }
}
