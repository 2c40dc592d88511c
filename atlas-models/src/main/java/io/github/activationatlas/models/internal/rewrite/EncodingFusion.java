package io.github.activationatlas.models.internal.rewrite;

import io.github.activationatlas.models.internal.operator.Convolution;
import io.github.activationatlas.models.internal.operator.Node;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A convolution that takes pixels instead of the values that a network was trained on: where those are pixels times a factor plus a shift,
 * channel by channel, weights and bias can do that too. Without padding it is the same function, up to rounding; padding holds zeros of the
 * network's values, which are no zeros of pixels.
 */
public final class EncodingFusion {
    private final int[] sources;
    private final float[] scale;
    private final float[] shift;
    /** By the weights that they were made of: a network for another image size has the same. */
    private final IdentityHashMap<float[], Convolution> made = new IdentityHashMap<>();

    /**
     * Takes the encoding.
     *
     * @param sources of each channel of the network's values the pixels' channel
     * @param scale its factor
     * @param shift what is added then
     */
    public EncodingFusion(int[] sources, float[] scale, float[] shift) {
        this.sources = sources;
        this.scale = scale;
        this.shift = shift;
    }

    /** Whether all readers of some value can be given other weights. */
    public static boolean fits(List<Node> readers) {
        return !readers.isEmpty()
                && readers.stream()
                        .allMatch(node -> node.operator() instanceof Convolution c
                                && node.inputs().size() == 1
                                && c.window().unpadded());
    }

    public synchronized Convolution of(Convolution convolution) {
        Convolution fused = made.computeIfAbsent(convolution.weights(), weights -> fuse(convolution));
        return new Convolution(
                convolution.window(), convolution.inputs(), convolution.outputs(), fused.weights(), fused.bias());
    }

    private Convolution fuse(Convolution convolution) {
        int inputs = convolution.inputs();
        int outputs = convolution.outputs();
        float[] weights = new float[convolution.weights().length];
        double[] sums = new double[outputs];
        for (int i = 0; i < weights.length; i++) {
            int channel = i / outputs % inputs;
            float weight = convolution.weights()[i];
            weights[i / (outputs * inputs) * outputs * inputs + sources[channel] * outputs + i % outputs] =
                    weight * scale[channel];
            sums[i % outputs] += (double) weight * shift[channel];
        }
        float[] bias = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            bias[o] = (float)
                    (sums[o] + (convolution.bias() == null ? 0 : convolution.bias()[o]));
        }
        return new Convolution(convolution.window(), inputs, outputs, weights, bias);
    }
}
