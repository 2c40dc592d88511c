package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.activationatlas.models.Backend.Platform;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class BackendTest {
    private static final List<String> CPU = List.of("org.nd4j.linalg.cpu.nativecpu.CpuBackend");
    private final ClassLoader empty = new URLClassLoader(new URL[0], null);

    @Test
    void theBackendOfThisBuildIsFound() {
        assertThatCode(Backend::require).doesNotThrowAnyException();
    }

    @Test
    void withoutABackendTheMavenLinesForThisSystemAreSaid() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Backend.check(List.of(), empty, Platform.of("Windows 11", "amd64")))
                .withMessageStartingWith("No ND4J backend is on the class path; add to pom.xml: <dependency>")
                .withMessageContaining("<artifactId>nd4j-native</artifactId>")
                .withMessageContaining("<classifier>windows-x86_64-onednn-avx2</classifier>")
                .withMessageContaining("<artifactId>openblas</artifactId>");
    }

    @Test
    void withoutItsNativeLibraryTheBackendIsRefusedBeforeItFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Backend.check(CPU, empty, Platform.of("Mac OS X", "aarch64")))
                .withMessageStartingWith(
                        "ND4J's CPU backend is on the class path without its native library for macosx-arm64")
                .withMessageContaining("<classifier>macosx-arm64</classifier>");
    }

    @Test
    void aGpuBackendIsTakenAsItIs() {
        assertThatCode(() -> Backend.check(
                        List.of("org.nd4j.linalg.jcublas.JCublasBackend"), empty, Platform.of("Linux", "amd64")))
                .doesNotThrowAnyException();
    }

    @Test
    void aGpuBackendThatCannotRunHereIsRefusedWithTheReason() {
        BooleanSupplier withoutDriver = () -> {
            throw new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file");
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> Backend.requireOneThatRuns(List.of(withoutDriver), Platform.of("Linux", "amd64")))
                .withMessageContaining("cannot run here (libcuda.so.1: cannot open shared object file)")
                .withMessageContaining("<classifier>linux-x86_64-onednn-avx2</classifier>");
        assertThatCode(() ->
                        Backend.requireOneThatRuns(List.of(withoutDriver, () -> true), Platform.of("Linux", "amd64")))
                .doesNotThrowAnyException();
    }

    @Test
    void platformsAreNamedAsJavaCppNamesThem() {
        assertThat(Platform.of("Linux", "amd64").name()).isEqualTo("linux-x86_64");
        assertThat(Platform.of("Linux", "aarch64").name()).isEqualTo("linux-arm64");
        assertThat(Platform.of("Mac OS X", "x86_64").library()).isEqualTo("libjnind4jcpu.dylib");
        assertThat(Platform.of("Windows 10", "amd64").library()).isEqualTo("jnind4jcpu.dll");
    }
}
