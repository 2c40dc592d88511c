package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                .withMessage("no class is called 'dodo'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> labels.find("4"))
                .withMessage("class 4 does not exist: there are 4, numbered from 0");
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
        assertThatIOException()
                .isThrownBy(() -> Labels.read(file))
                .withMessageEndingWith("labels.txt is not a text file in UTF-8");
    }
}
