package io.github.activationatlas.internal.build;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The hash of everything that a stage's result depends on: the stage and its version, its settings, and the keys of the stages before it. The
 * version of a stage is raised when it gives another result for the same settings.
 */
public final class StageKey {
    private final Map<String, String> parts = new LinkedHashMap<>();

    private StageKey() {}

    public static StageKey of(String stage, int version) {
        return new StageKey().with("stage", stage).with("version", version);
    }

    public StageKey with(String name, Object value) {
        parts.put(name, value.toString());
        return this;
    }

    /** In hexadecimal. */
    public String hash() {
        Hasher hasher = Hashing.sha256().newHasher();
        parts.forEach((name, value) -> {
            put(hasher, name);
            put(hasher, value);
        });
        return hasher.hash().toString();
    }

    private static void put(Hasher hasher, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hasher.putInt(bytes.length).putBytes(bytes);
    }
}
