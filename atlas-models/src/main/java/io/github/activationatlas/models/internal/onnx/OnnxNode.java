package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** One ONNX node and the values that it works on. */
record OnnxNode(NodeProto proto, OnnxValues values) {

    SameDiff graph() {
        return values.graph();
    }

    String operator() {
        return proto.getOpType();
    }

    String output() {
        return proto.getOutput(0);
    }

    int inputCount() {
        return proto.getInputCount();
    }

    boolean has(int input) {
        return input < proto.getInputCount() && !proto.getInput(input).isEmpty();
    }

    String inputName(int i) {
        checkArgument(has(i), "input %s is missing", i);
        return proto.getInput(i);
    }

    SDVariable input(int i) {
        return values.variable(inputName(i));
    }

    boolean isTensor(int i) {
        return has(i) && values.isTensor(inputName(i));
    }

    OnnxValues.Tensor tensor(int i) {
        return values.tensor(inputName(i));
    }

    void result(SDVariable variable) {
        values.variable(output(), variable);
    }

    private Optional<AttributeProto> attribute(String name) {
        return proto.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .findFirst();
    }

    boolean hasAttribute(String name) {
        return attribute(name).isPresent();
    }

    int integer(String name, int otherwise) {
        return attribute(name).map(a -> Math.toIntExact(a.getI())).orElse(otherwise);
    }

    float real(String name, float otherwise) {
        float value = attribute(name).map(AttributeProto::getF).orElse(otherwise);
        checkArgument(!Float.isNaN(value), "attribute %s is NaN", name);
        return value;
    }

    String text(String name, String otherwise) {
        return attribute(name).map(a -> a.getS().toStringUtf8()).orElse(otherwise);
    }

    int[] integers(String name, int... otherwise) {
        return attribute(name)
                .map(a -> a.getIntsList().stream().mapToInt(Math::toIntExact).toArray())
                .orElse(otherwise);
    }

    OnnxValues.Tensor tensorAttribute(String name) {
        return OnnxValues.Tensor.of(attribute(name)
                .orElseThrow(() -> new IllegalArgumentException("attribute " + name + " is missing"))
                .getT());
    }
}
