package io.github.activationatlas.models.internal.operator;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Memory;
import io.github.activationatlas.models.internal.array.Operations;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of one operator at one image size. Those of images are [batch, height, width, channels], others are flat. */
public final class OperatorBuffers {
    private final int batch;
    private final List<TensorShape> types;
    private final TensorShape outputType;
    private final List<INDArray> inputs;
    private final INDArray output;
    private final Memory memory;
    /** Asked for in every step: found once. */
    private final List<@Nullable Shape> shapes = new ArrayList<>();

    private final @Nullable Shape outputShape;

    public OperatorBuffers(
            int batch,
            List<TensorShape> types,
            TensorShape outputType,
            List<INDArray> inputs,
            INDArray output,
            Memory memory) {
        this.batch = batch;
        this.types = types;
        this.outputType = outputType;
        this.inputs = inputs;
        this.output = output;
        this.memory = memory;
        types.forEach(type -> shapes.add(type.image()));
        this.outputShape = outputType.image();
    }

    public int batch() {
        return batch;
    }

    public List<TensorShape> types() {
        return types;
    }

    public TensorShape outputType() {
        return outputType;
    }

    public List<INDArray> inputs() {
        return inputs;
    }

    public INDArray input() {
        return inputs.get(0);
    }

    public INDArray output() {
        return output;
    }

    public Memory memory() {
        return memory;
    }

    /** The inputs' shapes, where all are images. */
    public List<Shape> shapes() {
        return shapes.stream().map(shape -> image(shape, types)).toList();
    }

    public Shape shape() {
        return image(shapes.get(0), types);
    }

    public Shape outputShape() {
        return image(outputShape, outputType);
    }

    private static Shape image(@Nullable Shape shape, Object type) {
        checkArgument(shape != null, "an image is expected, not a tensor of the shape %s", type);
        return shape;
    }

    /** What makes operations on these arrays. */
    Operations ops() {
        return memory.operations();
    }
}
