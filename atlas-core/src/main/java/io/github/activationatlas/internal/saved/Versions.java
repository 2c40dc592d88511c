package io.github.activationatlas.internal.saved;

import com.google.common.collect.ImmutableMap;
import java.util.Objects;
import org.nd4j.linalg.factory.Nd4j;

/** What an atlas was made with. */
public final class Versions {
    private Versions() {}

    /** This library's. */
    public static String library() {
        return Objects.requireNonNullElse(Versions.class.getPackage().getImplementationVersion(), "development");
    }

    public static ImmutableMap<String, String> all() {
        return ImmutableMap.of(
                "activation-atlas", library(),
                "instructions", InstructionSet.name(),
                "java", System.getProperty("java.version"),
                "nd4j", Objects.requireNonNullElse(Nd4j.class.getPackage().getImplementationVersion(), "unknown"),
                "backend", Nd4j.getBackend().getClass().getSimpleName());
    }
}
