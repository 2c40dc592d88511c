package io.github.activationatlas.models;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model file holds, read without opening it as a model. Immutable.
 *
 * @param inputs the names of the inputs that are not weights
 * @param outputs the names of the outputs
 * @param operators the operators by the file's names for them, with the number of uses of each, sorted by name
 * @param unsupported the operators among them that keep the file from being opened, sorted by name
 */
public record ModelSummary(
        List<String> inputs, List<String> outputs, Map<String, Integer> operators, List<String> unsupported) {

    /**
     * Copies all values.
     *
     * @param inputs the names of the inputs that are not weights
     * @param outputs the names of the outputs
     * @param operators the operators by the file's names for them, with the number of uses of each
     * @param unsupported the operators among them that keep the file from being opened
     */
    public ModelSummary {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        operators = Collections.unmodifiableMap(new TreeMap<>(operators));
        unsupported = List.copyOf(unsupported);
    }
}
