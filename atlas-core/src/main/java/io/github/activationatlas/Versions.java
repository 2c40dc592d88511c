package io.github.activationatlas;

import com.google.common.collect.ImmutableMap;
import java.util.Objects;
import org.nd4j.linalg.factory.Nd4j;

/** What an atlas was made with. */
final class Versions {
    private Versions() {}

    /** This library's. */
    static String library() {
        return Objects.requireNonNullElse(Versions.class.getPackage().getImplementationVersion(), "development");
    }

    static ImmutableMap<String, String> all() {
        return ImmutableMap.of(
                "activation-atlas", library(),
                "instructions", InstructionSet.name(),
                "java", System.getProperty("java.version"),
                "nd4j", Objects.requireNonNullElse(Nd4j.class.getPackage().getImplementationVersion(), "unknown"),
                "backend", Nd4j.getBackend().getClass().getSimpleName());
    }
}
