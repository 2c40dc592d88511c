package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.jspecify.annotations.Nullable;

/** Reads the tensors of a file, also those whose numbers lie in another file beside it. */
final class TensorReader {
    /** Numbers of 64 bits of a tensor that is not one of weights. */
    private static final int FEW = 1 << 16;

    /** Bytes a number. */
    private static final ImmutableMap<Integer, Integer> BYTES = ImmutableMap.<Integer, Integer>builder()
            .put(DataType.FLOAT_VALUE, 4)
            .put(DataType.UINT8_VALUE, 1)
            .put(DataType.INT8_VALUE, 1)
            .put(DataType.UINT16_VALUE, 2)
            .put(DataType.INT16_VALUE, 2)
            .put(DataType.INT32_VALUE, 4)
            .put(DataType.INT64_VALUE, 8)
            .put(DataType.BOOL_VALUE, 1)
            .put(DataType.FLOAT16_VALUE, 2)
            .put(DataType.DOUBLE_VALUE, 8)
            .put(DataType.UINT32_VALUE, 4)
            .put(DataType.BFLOAT16_VALUE, 2)
            .build();

    private final Path model;

    TensorReader(Path model) {
        this.model = model;
    }

    /**
     * Reads a tensor.
     *
     * @throws IllegalArgumentException if it is damaged or of a type that is not supported
     */
    OnnxTensor read(TensorProto proto) {
        int type = proto.getDataType();
        String name = proto.getName();
        Integer bytes = BYTES.get(type);
        checkArgument(bytes != null, "tensor '%s' has data type %s, which is not supported", name, typeName(type));
        int[] dims = new int[proto.getDimsCount()];
        long length = 1;
        for (int i = 0; i < dims.length; i++) {
            long dim = proto.getDims(i);
            checkArgument(dim >= 0 && dim <= Integer.MAX_VALUE, "tensor '%s' has an axis of %s", name, dim);
            dims[i] = (int) dim;
            length *= dim;
            checkArgument(length <= Integer.MAX_VALUE / 2, "tensor '%s' is too large", name);
        }
        int size = (int) length;
        ByteBuffer raw = raw(proto, (long) size * bytes);
        if (raw == null) {
            checkArgument(
                    typed(proto, type) == size,
                    "tensor '%s' holds %s values instead of %s",
                    name,
                    typed(proto, type),
                    size);
        }
        boolean single =
                type == DataType.FLOAT_VALUE || type == DataType.FLOAT16_VALUE || type == DataType.BFLOAT16_VALUE;
        if (single || type == DataType.DOUBLE_VALUE && size > FEW) {
            float[] values = new float[size];
            if (raw != null && type == DataType.FLOAT_VALUE) {
                raw.asFloatBuffer().get(values);
                return OnnxTensor.ofFloats(dims, values);
            }
            for (int i = 0; i < size; i++) {
                values[i] = (float) number(proto, raw, type, i);
            }
            return OnnxTensor.ofFloats(dims, values);
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = number(proto, raw, type, i);
        }
        return OnnxTensor.of(type != DataType.DOUBLE_VALUE, dims, values);
    }

    static String typeName(int type) {
        DataType known = DataType.forNumber(type);
        return known == null ? String.valueOf(type) : known.name();
    }

    private static int typed(TensorProto proto, int type) {
        return switch (type) {
            case DataType.FLOAT_VALUE -> proto.getFloatDataCount();
            case DataType.DOUBLE_VALUE -> proto.getDoubleDataCount();
            case DataType.INT64_VALUE -> proto.getInt64DataCount();
            case DataType.UINT32_VALUE -> proto.getUint64DataCount();
            default -> proto.getInt32DataCount();
        };
    }

    private static double number(TensorProto proto, @Nullable ByteBuffer raw, int type, int i) {
        return switch (type) {
            case DataType.FLOAT_VALUE -> raw != null ? raw.getFloat() : proto.getFloatData(i);
            case DataType.DOUBLE_VALUE -> raw != null ? raw.getDouble() : proto.getDoubleData(i);
            case DataType.INT64_VALUE -> raw != null ? raw.getLong() : proto.getInt64Data(i);
            case DataType.UINT32_VALUE -> raw != null ? Integer.toUnsignedLong(raw.getInt()) : proto.getUint64Data(i);
            case DataType.FLOAT16_VALUE ->
                OnnxTensor.half(raw != null ? raw.getShort() : (short) proto.getInt32Data(i));
            case DataType.BFLOAT16_VALUE ->
                Float.intBitsToFloat((raw != null ? raw.getShort() : proto.getInt32Data(i)) << 16);
            case DataType.UINT8_VALUE, DataType.BOOL_VALUE ->
                raw != null ? Byte.toUnsignedInt(raw.get()) : proto.getInt32Data(i);
            case DataType.INT8_VALUE -> raw != null ? raw.get() : proto.getInt32Data(i);
            case DataType.UINT16_VALUE -> raw != null ? Short.toUnsignedInt(raw.getShort()) : proto.getInt32Data(i);
            case DataType.INT16_VALUE -> raw != null ? raw.getShort() : proto.getInt32Data(i);
            default -> raw != null ? raw.getInt() : proto.getInt32Data(i);
        };
    }

    private @Nullable ByteBuffer raw(TensorProto proto, long bytes) {
        ByteBuffer raw;
        if (proto.getDataLocationValue() != 0) {
            raw = external(proto, bytes);
        } else if (proto.getRawData().isEmpty()) {
            return null;
        } else {
            raw = proto.getRawData().asReadOnlyByteBuffer();
        }
        checkArgument(raw.remaining() == bytes, "tensor '%s' is truncated", proto.getName());
        return raw.order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer external(TensorProto proto, long bytes) {
        Map<String, String> entries = new HashMap<>();
        proto.getExternalDataList().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        String location = entries.getOrDefault("location", "");
        Path folder = model.toAbsolutePath().normalize().getParent();
        Path file = folder.resolve(location).normalize();
        checkArgument(
                !location.isEmpty() && file.startsWith(folder),
                "tensor '%s' lies in '%s', outside the model's folder",
                proto.getName(),
                location);
        checkArgument(Files.isRegularFile(file), "tensor '%s' lies in %s, which is missing", proto.getName(), file);
        long offset = Long.parseLong(entries.getOrDefault("offset", "0"));
        try (FileChannel channel = FileChannel.open(file)) {
            checkArgument(
                    offset >= 0 && bytes <= channel.size() - offset,
                    "tensor '%s' reaches beyond the end of %s",
                    proto.getName(),
                    file);
            ByteBuffer read = ByteBuffer.allocate(Math.toIntExact(bytes));
            while (read.hasRemaining() && channel.read(read, offset + read.position()) >= 0) {
                // Reads until all is there.
            }
            return read.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
