package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.module.FindException;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;

/** Why the modules that use ND4J have no module-info: nd4j-api's exports a package that its jar lacks, so that no JVM can read it. */
class Nd4jModuleTest {
    @Test
    void nd4jApiCannotBeReadAsAModule() throws Exception {
        Path jar = Path.of(SameDiff.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThatThrownBy(() -> ModuleFinder.of(jar).findAll())
                .as("nd4j-api can be a module now: give the other modules their module-info")
                .isInstanceOf(FindException.class)
                .cause()
                .isInstanceOf(InvalidModuleDescriptorException.class)
                .hasMessage("Package org.nd4j.autodiff.validation.listeners not found in module");
    }
}
