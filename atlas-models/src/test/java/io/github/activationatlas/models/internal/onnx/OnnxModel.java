package io.github.activationatlas.models.internal.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** Writes small ONNX files. */
public final class OnnxModel {
    private final GraphProto.Builder graph =
            GraphProto.newBuilder().addInput(ValueInfoProto.newBuilder().setName("image"));
    private String last = "image";
    private int opset = 13;

    /** Sets the version of the operators, 13 by default. */
    public OnnxModel opset(int version) {
        opset = version;
        return this;
    }

    /** Declares the image's shape, -1 for a side that is left open. */
    public OnnxModel image(long... shape) {
        TensorShapeProto.Builder declared = TensorShapeProto.newBuilder();
        for (long side : shape) {
            declared.addDim(
                    side < 0
                            ? Dimension.newBuilder().setDimParam("n")
                            : Dimension.newBuilder().setDimValue(side));
        }
        graph.getInputBuilder(0)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(declared)));
        return this;
    }

    public OnnxModel input(String name) {
        graph.addInput(ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    public OnnxModel tensor(String name, float[] values, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(Arrays.stream(shape).boxed().toList());
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    public OnnxModel integers(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return this;
    }

    /** Adds an operation whose attributes are numbers, texts and int arrays. */
    public OnnxModel node(String operator, String output, Map<String, ?> attributes, String... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addOutput(output)
                .addAllInput(Arrays.asList(inputs));
        attributes.forEach((name, value) -> {
            AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
            if (value instanceof Integer integer) {
                attribute.setType(AttributeProto.AttributeType.INT).setI(integer);
            } else if (value instanceof Float real) {
                attribute.setType(AttributeProto.AttributeType.FLOAT).setF(real);
            } else if (value instanceof int[] list) {
                attribute.setType(AttributeProto.AttributeType.INTS);
                Arrays.stream(list).forEach(attribute::addInts);
            } else {
                attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8((String) value));
            }
            node.addAttribute(attribute);
        });
        graph.addNode(node);
        last = output;
        return this;
    }

    public Path write(Path file) throws IOException {
        graph.addOutput(ValueInfoProto.newBuilder().setName(last));
        return Files.write(
                file,
                ModelProto.newBuilder()
                        .setGraph(graph)
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                        .build()
                        .toByteArray());
    }
}
