package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three of the kills of which {@link Kills}, as a program, does as many as one likes. */
class KillsTest {
    @Test
    void buildsThatAreKilledEndWithTheBytesOfOneThatIsNot(@TempDir Path folder) throws Exception {
        assertThat(Kills.run(folder, 3, 7, what -> {})).startsWith("3 kills, ");
    }
}
