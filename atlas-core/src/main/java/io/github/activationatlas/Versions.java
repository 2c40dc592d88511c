package io.github.activationatlas;

import com.google.common.collect.ImmutableMap;
import java.util.Objects;
import org.nd4j.linalg.factory.Nd4j;

/** What an atlas was made with. */
final class Versions {
    private Versions() {}

    static ImmutableMap<String, String> all() {
        String own = Versions.class.getPackage().getImplementationVersion();
        return ImmutableMap.of(
                "activation-atlas", Objects.requireNonNullElse(own, "development"),
                "java", System.getProperty("java.version"),
                "nd4j", Objects.requireNonNullElse(Nd4j.class.getPackage().getImplementationVersion(), "unknown"),
                "backend", Nd4j.getBackend().getClass().getSimpleName());
    }
}
