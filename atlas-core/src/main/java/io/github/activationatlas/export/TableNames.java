package io.github.activationatlas.export;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives each layer a file name of its own, also where the file system ignores case. */
final class TableNames {
    private final Set<String> taken = new HashSet<>();

    String of(String layer) {
        String plain = layer.replaceAll("[^A-Za-z0-9._-]", "_");
        String name = plain;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = plain + "-" + i;
        }
        return name;
    }
}
