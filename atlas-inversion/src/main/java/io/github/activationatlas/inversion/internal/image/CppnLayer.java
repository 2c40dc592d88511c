package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.models.nd4j.HostArrays;
import io.github.activationatlas.models.nd4j.MatrixProduct;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense layer over all pixels, z = W a. The last row of a is all ones, so that the last column of W is the bias. Values are [unit, pixel].
 * Weights and slopes are there transposed too, as ND4J leaves products that transpose to OpenBLAS.
 */
final class CppnLayer implements AutoCloseable {
    private final int inputs;
    private final int outputs;
    private final int pixels;
    private final INDArray in;
    private final INDArray weights;
    private final INDArray weightsBack;
    private final INDArray out;
    private final INDArray outBack;
    private final INDArray byIn;
    private final INDArray byWeights;
    private final Runnable forward;
    private final Runnable reverseIn;
    private final Runnable reverseWeights;
    private final float[] transposed;

    /**
     * Allocates.
     *
     * @param inputs the ones among them
     */
    CppnLayer(int inputs, int outputs, int pixels) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.pixels = pixels;
        in = array(inputs, pixels);
        weights = array(outputs, inputs);
        weightsBack = array(inputs, outputs);
        out = array(outputs, pixels);
        outBack = array(pixels, outputs);
        byIn = array(inputs, pixels);
        byWeights = array(inputs, outputs);
        forward = MatrixProduct.of(weights, in, out);
        reverseIn = MatrixProduct.of(weightsBack, out, byIn);
        reverseWeights = MatrixProduct.of(in, outBack, byWeights);
        transposed = new float[outputs * Math.max(inputs, pixels)];
    }

    private static INDArray array(int rows, int columns) {
        return Nd4j.create(DataType.FLOAT, rows, columns);
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    /** How many weights there are, biases among them. */
    int length() {
        return inputs * outputs;
    }

    /**
     * Computes z.
     *
     * @param w the weights [output, input] at the start
     * @param a the input
     * @param z room for the output
     */
    void forward(float[] w, float[] a, float[] z) {
        HostArrays.write(w, length(), weights);
        HostArrays.write(transpose(w, outputs, inputs), length(), weightsBack);
        HostArrays.write(a, inputs * pixels, in);
        forward.run();
        HostArrays.read(out, z);
    }

    /**
     * Turns slopes of the output into slopes of weights and input, for what went forward last.
     *
     * @param byOutput slopes of z
     * @param byW room for those of the weights
     * @param byInput room for those of the input
     */
    void reverse(float[] byOutput, float[] byW, float[] byInput) {
        HostArrays.write(byOutput, outputs * pixels, out);
        HostArrays.write(transpose(byOutput, outputs, pixels), outputs * pixels, outBack);
        reverseWeights.run();
        reverseIn.run();
        HostArrays.read(byWeights, byInput);
        System.arraycopy(transpose(byInput, inputs, outputs), 0, byW, 0, length());
        HostArrays.read(byIn, byInput);
    }

    private float[] transpose(float[] matrix, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                transposed[c * rows + r] = matrix[r * columns + c];
            }
        }
        return transposed;
    }

    @Override
    public void close() {
        for (INDArray array : new INDArray[] {in, weights, weightsBack, out, outBack, byIn, byWeights}) {
            array.close();
        }
    }
}
