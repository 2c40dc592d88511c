package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import onnx.Onnx.TensorProto;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The named values of a graph under construction: tensors that stay in Java until they are needed, and variables. */
final class OnnxValues {
    private final SameDiff graph;
    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Map<String, SDVariable> variables = new HashMap<>();

    OnnxValues(SameDiff graph) {
        this.graph = graph;
    }

    SameDiff graph() {
        return graph;
    }

    void image(String name) {
        variables.put(name, graph.placeHolder(name, DataType.FLOAT, -1, -1, -1, -1));
    }

    void tensor(String name, TensorProto proto) {
        tensors.put(name, Tensor.of(proto));
    }

    void tensor(String name, Tensor tensor) {
        tensors.put(name, tensor);
    }

    void variable(String name, SDVariable variable) {
        variables.put(name, variable);
    }

    void alias(String name, String of) {
        Tensor tensor = tensors.get(of);
        if (tensor != null) {
            tensors.put(name, tensor);
        } else {
            variables.put(name, variable(of));
        }
    }

    boolean isTensor(String name) {
        return tensors.containsKey(name);
    }

    Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        checkArgument(tensor != null, "'%s' must be a constant", name);
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            // Millions of weights: the message is put together for the bad one alone.
            if (Float.isNaN(values[i])) {
                throw new IllegalArgumentException("value " + i + " of " + values.length + " in '" + name + "' is NaN");
            }
        }
        return tensor;
    }

    SDVariable variable(String name) {
        SDVariable variable = variables.get(name);
        if (variable == null) {
            variable = constant(name, tensor(name));
            variables.put(name, variable);
        }
        return variable;
    }

    SDVariable constant(String name, Tensor tensor) {
        return graph.constant(name, Nd4j.createFromArray(tensor.values()).reshape('c', tensor.shape()));
    }

    /** A constant as 32-bit floats, which is exact enough for weights and exact for shapes below 2^24. */
    record Tensor(long[] shape, float[] values) {

        static Tensor of(TensorProto proto) {
            long[] shape =
                    proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
            int length = 1;
            for (long side : shape) {
                length = Math.toIntExact(Math.multiplyExact((long) length, side));
            }
            float[] values = values(proto, length);
            checkArgument(
                    values.length == length,
                    "tensor '%s' holds %s values instead of %s",
                    proto.getName(),
                    values.length,
                    length);
            return new Tensor(shape, values);
        }

        private static float[] values(TensorProto proto, int length) {
            checkArgument(proto.getDataLocationValue() == 0, "tensor '%s' lies outside the file", proto.getName());
            ByteBuffer raw = !proto.getRawData().isEmpty()
                    ? proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN)
                    : null;
            float[] values = new float[length];
            int type = proto.getDataType();
            checkArgument(
                    raw == null || raw.remaining() == (long) length * bytes(type, proto.getName()),
                    "tensor '%s' is truncated",
                    proto.getName());
            for (int i = 0; i < length; i++) {
                values[i] = switch (type) {
                    case TensorProto.DataType.FLOAT_VALUE -> raw != null ? raw.getFloat() : proto.getFloatData(i);
                    case TensorProto.DataType.DOUBLE_VALUE ->
                        (float) (raw != null ? raw.getDouble() : proto.getDoubleData(i));
                    case TensorProto.DataType.INT64_VALUE -> raw != null ? raw.getLong() : proto.getInt64Data(i);
                    default -> raw != null ? raw.getInt() : proto.getInt32Data(i);
                };
            }
            return values;
        }

        private static int bytes(int type, String name) {
            return switch (type) {
                case TensorProto.DataType.FLOAT_VALUE, TensorProto.DataType.INT32_VALUE -> 4;
                case TensorProto.DataType.DOUBLE_VALUE, TensorProto.DataType.INT64_VALUE -> 8;
                default ->
                    throw new IllegalArgumentException(
                            "tensor '" + name + "' has data type " + type + ", which is not supported");
            };
        }

        int[] integers() {
            int[] integers = new int[values.length];
            for (int i = 0; i < integers.length; i++) {
                integers[i] = (int) values[i];
            }
            return integers;
        }
    }
}
