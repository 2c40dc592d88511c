package io.github.activationatlas.models.internal.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a network's results can be asked for: their own, and those of the exporter's scopes. {@code fire8} means the last
 * result whose name begins with {@code fire8/} or {@code /fire8/}.
 */
final class LayerNames {
    private final Map<String, String> scopes = new LinkedHashMap<>();
    private final Collection<String> results;

    LayerNames(Collection<String> results) {
        this.results = results;
        for (String result : results) {
            String path = result.startsWith("/") ? result.substring(1) : result;
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                String scope = path.substring(0, slash);
                if (!results.contains(scope)) {
                    scopes.put(scope, result);
                }
            }
        }
    }

    /** The result that a name means; null if none. */
    @Nullable
    String find(String name) {
        if (results.contains(name)) {
            return name;
        }
        return scopes.get(name.startsWith("/") ? name.substring(1) : name);
    }

    /** One name for each layer, the shortest of the exporter's scopes or its own, to its result. */
    Map<String, String> layers() {
        Map<String, String> shortest = new HashMap<>();
        scopes.forEach((scope, last) -> shortest.merge(last, scope, (a, b) -> a.length() <= b.length() ? a : b));
        Map<String, String> layers = new LinkedHashMap<>();
        for (String result : results) {
            String scope = shortest.get(result);
            if (scope != null) {
                layers.put(scope, result);
            } else if (result.indexOf('/', 1) < 0) {
                layers.put(result, result);
            }
        }
        return layers;
    }
}
