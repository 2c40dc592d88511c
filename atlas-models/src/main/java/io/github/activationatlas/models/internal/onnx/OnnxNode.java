package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.onnx.OnnxValue.Constant;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import org.jspecify.annotations.Nullable;

/**
 * One node and the values that it works on. It notes which attributes and inputs its rule has read: what is left then is not understood, and
 * the file is refused instead of computed wrongly.
 */
final class OnnxNode {
    private final NodeProto proto;
    private final int opset;
    private final Map<String, OnnxValue> values;
    private final TensorReader tensors;
    private final Set<String> read = new HashSet<>();
    private final Set<Integer> readInputs = new HashSet<>();

    OnnxNode(NodeProto proto, int opset, Map<String, OnnxValue> values, TensorReader tensors) {
        this.proto = proto;
        this.opset = opset;
        this.values = values;
        this.tensors = tensors;
    }

    String operator() {
        return proto.getOpType();
    }

    int opset() {
        return opset;
    }

    List<String> outputs() {
        return proto.getOutputList();
    }

    String output() {
        checkArgument(proto.getOutputCount() > 0 && !proto.getOutput(0).isEmpty(), "it has no output");
        return proto.getOutput(0);
    }

    int inputCount() {
        return proto.getInputCount();
    }

    boolean has(int input) {
        return input < proto.getInputCount() && !proto.getInput(input).isEmpty();
    }

    OnnxValue value(int i) {
        readInputs.add(i);
        checkArgument(has(i), "input %s is missing", i);
        OnnxValue value = values.get(proto.getInput(i));
        checkArgument(value != null, "its input '%s' is not computed", proto.getInput(i));
        return value;
    }

    boolean isConstant(int i) {
        return has(i) && values.get(proto.getInput(i)) instanceof Constant;
    }

    boolean allConstant() {
        for (int i = 0; i < inputCount(); i++) {
            if (has(i) && !isConstant(i)) {
                return false;
            }
        }
        return true;
    }

    TensorShape shape(int i) {
        return value(i).shape();
    }

    OnnxTensor constant(int i) {
        return constantValue(i).tensor();
    }

    Constant constantValue(int i) {
        OnnxValue value = value(i);
        checkArgument(value instanceof Constant, "input '%s' must be a constant", proto.getInput(i));
        Constant constant = (Constant) value;
        constant.tensor().requireNumbers(constant.name(), false);
        return constant;
    }

    /** Whether all inputs are the same for every image and size. */
    boolean allFixed() {
        for (int i = 0; i < inputCount(); i++) {
            if (has(i) && !(values.get(proto.getInput(i)) instanceof Constant c && c.fixed())) {
                return false;
            }
        }
        return true;
    }

    Result result(int i) {
        OnnxValue value = value(i);
        checkArgument(value instanceof Result, "input '%s' must not be a constant", proto.getInput(i));
        return (Result) value;
    }

    private @Nullable AttributeProto attribute(String name) {
        read.add(name);
        return proto.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    boolean hasAttribute(String name) {
        return attribute(name) != null;
    }

    private <T> T attribute(String name, T otherwise, Function<AttributeProto, T> value) {
        AttributeProto attribute = attribute(name);
        return attribute == null ? otherwise : value.apply(attribute);
    }

    int integer(String name, int otherwise) {
        return attribute(name, otherwise, a -> Math.toIntExact(a.getI()));
    }

    float real(String name, float otherwise) {
        float value = attribute(name, otherwise, AttributeProto::getF);
        checkArgument(!Float.isNaN(value), "attribute %s is NaN", name);
        return value;
    }

    String text(String name, String otherwise) {
        return attribute(name, otherwise, a -> a.getS().toStringUtf8());
    }

    int[] integers(String name, int... otherwise) {
        return attribute(
                name,
                otherwise,
                a -> a.getIntsList().stream().mapToInt(Math::toIntExact).toArray());
    }

    float[] reals(String name) {
        return attribute(name, new float[0], a -> {
            float[] values = new float[a.getFloatsCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = a.getFloats(i);
            }
            return values;
        });
    }

    OnnxTensor tensor(String name) {
        return tensors.read(Objects.requireNonNull(attribute(name), "attribute " + name + " is missing")
                .getT());
    }

    /** Refuses an attribute of another value. */
    void require(String name, int value) {
        int own = integer(name, value);
        checkArgument(own == value, "attribute %s = %s is not supported", name, own);
    }

    void require(String name, String... allowed) {
        String own = text(name, allowed[0]);
        checkArgument(Arrays.asList(allowed).contains(own), "attribute %s = %s is not supported", name, own);
    }

    /** Marks an attribute as one that does not change the result. */
    void ignore(String... names) {
        read.addAll(Arrays.asList(names));
    }

    void ignoreInputs() {
        for (int i = 0; i < inputCount(); i++) {
            readInputs.add(i);
        }
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException if something of the node was not read
     */
    void finish() {
        for (AttributeProto a : proto.getAttributeList()) {
            checkArgument(read.contains(a.getName()), "attribute %s = %s is not supported", a.getName(), describe(a));
        }
        for (int i = 0; i < inputCount(); i++) {
            checkArgument(!has(i) || readInputs.contains(i), "input %s ('%s') is not supported", i, proto.getInput(i));
        }
    }

    private static String describe(AttributeProto a) {
        return switch (a.getType()) {
            case INT -> String.valueOf(a.getI());
            case FLOAT -> String.valueOf(a.getF());
            case STRING -> a.getS().toStringUtf8();
            case INTS -> a.getIntsList().toString();
            case FLOATS -> a.getFloatsList().toString();
            default -> a.getType().name();
        };
    }
}
