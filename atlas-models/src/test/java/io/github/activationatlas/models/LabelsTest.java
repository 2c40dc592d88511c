package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {
    private final Labels labels =
            Labels.of(List.of("n02119022 red fox", "n01484850 great white shark", "crane", "n02012849 crane"));

    @Test
    void aClassIsFoundByIndexIdOrLabel() {
        assertThat(labels.find("1")).isEqualTo(1);
        assertThat(labels.find("n02119022")).isZero();
        assertThat(labels.find(" Great White Shark ")).isEqualTo(1);
        assertThat(labels.find("n02012849")).isEqualTo(3);
    }

    @Test
    void aLabelOfTwoClassesAndOneOfNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels.find("crane"))
                .withMessage("'crane' is the label of classes [2, 3]: name one by its index");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels.find("dodo"))
                .withMessage("there is no class 'dodo'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels.find("4"))
                .withMessage("class 4 does not exist: there are 4, numbered from 0");
    }

    @Test
    void nearNamesAreSuggested() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels.find("red foks"))
                .withMessage("there is no class 'red foks'; did you mean 'red fox'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels.find("Shark"))
                .withMessage("there is no class 'Shark'; did you mean 'great white shark'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels.find("crnae"))
                .withMessage("there is no class 'crnae'; did you mean 'crane'?");
        assertThatIllegalArgumentException().isThrownBy(() -> labels.find(" ")).withMessage("there is no class ''");
        assertThat(NameSuggestions.suggest(
                        "mixed4", List.of("conv1", "mixed3b", "mixed4a", "mixed4b", "mixed4c", "mixed4d")))
                .isEqualTo("; did you mean 'mixed4a' or 'mixed4b' or 'mixed4c'?");
        assertThat(NameSuggestions.suggest("MIXED4A", List.of("mixed4a", "mixed4b")))
                .isEqualTo("; did you mean 'mixed4a'?");
        assertThat(NameSuggestions.suggest("a", List.of("b", "c", "fox"))).isEmpty();
        assertThat(NameSuggestions.suggest("x", List.of())).isEmpty();
    }

    @Test
    void aNumberThatIsOneClassesIndexAndAnothersLabelIsRefused() {
        Labels digits =
                Labels.of(IntStream.range(0, 10).mapToObj(Integer::toString).toList());
        assertThat(digits.find("7")).isEqualTo(7);
        Labels fromOne = Labels.of(
                IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).toList());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fromOne.find("7"))
                .withMessage(
                        "'7' is the index of one class and the label of another: write #7 for '8', or #6 for the label '7'");
        assertThat(fromOne.find("#7")).isEqualTo(7);
        assertThat(fromOne.find("#6")).isEqualTo(6);
        // Of these only one can be meant.
        assertThat(fromOne.find("0")).isZero();
        assertThat(fromOne.find("10")).isEqualTo(9);
        assertThat(Labels.of(List.of("2012", "2013")).find("2013")).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fromOne.find("11"))
                .withMessage("class 11 does not exist: there are 10, numbered from 0");
        Labels twice = Labels.of(List.of("a", "0", "0"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> twice.find("0"))
                .withMessageContaining("#1 for the label '0' or #2 for the label '0'");
    }

    @Test
    void aByteOrderMarkAndBlankLinesAtTheEndDoNotCount(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("labels.txt"), "\uFEFFn02119022 red fox\r\n\tcrane \r\n\r\n \t\r\n");
        Labels read = Labels.read(file);
        assertThat(read.names()).containsExactly("red fox", "crane");
        assertThat(read.wordNetIds()).containsExactly("n02119022", "");
    }

    @Test
    void aBlankLineBetweenLabelsAndAFileWithoutAnyAreRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("labels.txt"), "red fox\n\ncrane\n");
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> Labels.read(file))
                .withMessage(
                        file
                                + " has a blank line 2: each line is the label of a class, so take it out or give the class a name");
        Path marked = Files.writeString(folder.resolve("marked.txt"), "\uFEFF\nred fox\n");
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> Labels.read(marked))
                .withMessageStartingWith(marked + " has a blank line 1");
        Path empty = Files.writeString(folder.resolve("empty.txt"), "\uFEFF\n\n");
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> Labels.read(empty))
                .withMessage(empty + " holds no labels");
    }

    @Test
    void twoLabelsOfImageNetOccurTwice() throws IOException {
        Labels imageNet = Labels.read(RealData.file("imagenet-labels.txt"));
        assertThat(imageNet.names()).hasSize(1000);
        assertThat(imageNet.find("red fox")).isEqualTo(277);
        for (String twice : List.of("crane", "maillot")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> imageNet.find(twice))
                    .withMessageContaining("is the label of classes");
        }
    }

    @Test
    void aFileThatIsNoTextIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("labels.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> Labels.read(file))
                .withMessageEndingWith("labels.txt is not a text file in UTF-8");
    }
}
