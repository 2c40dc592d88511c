package io.github.activationatlas.models.internal.network;

import com.google.common.primitives.Floats;
import com.google.common.primitives.Ints;
import io.github.activationatlas.models.ModelFormatException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.BaseScalarOp;
import org.nd4j.linalg.api.ops.CustomOp;

/** One operation of a SameDiff graph, seen as a reader needs it: which inputs are computed, which are constants, and the arguments. */
final class SameDiffOperation {
    private final SameDiff graph;
    private final SameDiffOp op;
    private final boolean channelsFirst;

    SameDiffOperation(SameDiff graph, SameDiffOp op, boolean channelsFirst) {
        this.graph = graph;
        this.op = op;
        this.channelsFirst = channelsFirst;
    }

    String kind() {
        return function().opName();
    }

    String output() {
        return op.getOutputsOfOp().get(0);
    }

    int inputCount() {
        return op.getInputsToOp() == null ? 0 : op.getInputsToOp().size();
    }

    String input(int i) {
        return op.getInputsToOp().get(i);
    }

    List<String> computedInputs() {
        return inputCount() == 0
                ? List.of()
                : op.getInputsToOp().stream().filter(name -> !isConstant(name)).toList();
    }

    boolean isConstant(int i) {
        return isConstant(input(i));
    }

    private boolean isConstant(String name) {
        SDVariable variable = graph.getVariable(name);
        return variable.getVariableType() == VariableType.CONSTANT
                || variable.getVariableType() == VariableType.VARIABLE;
    }

    /** The shape of a constant input. */
    long[] constantShape(int i) {
        return graph.getVariable(input(i)).getArr().shape();
    }

    /** A constant input in C order after a permutation of its axes. */
    float[] constant(int i, int... axes) {
        INDArray array = graph.getVariable(input(i)).getArr();
        INDArray ordered = axes.length == 0 ? array : array.permute(axes);
        try (INDArray copy = ordered.castTo(DataType.FLOAT).dup('c')) {
            return copy.data().getFloatsAt(0, (int) copy.length());
        }
    }

    /**
     * Refuses weights that are not numbers.
     *
     * @param infinite whether infinity is refused too
     * @throws ModelFormatException naming the operation and the place
     */
    void requireFinite(boolean infinite) {
        for (int i = 0; i < inputCount(); i++) {
            INDArray array = isConstant(i) ? graph.getVariable(input(i)).getArr() : null;
            if (array == null || !array.dataType().isFPType()) {
                continue;
            }
            boolean whole = array.dataType() == DataType.FLOAT && array.data().length() == array.length();
            float[] values = whole ? array.data().getFloatsAt(0, (int) array.length()) : constant(i);
            for (int k = 0; k < values.length; k++) {
                if (Float.isNaN(values[k]) || infinite && Float.isInfinite(values[k])) {
                    throw fault("has weights that are not finite: value " + k + " of " + values.length + " in '"
                            + input(i) + "' is " + values[k]);
                }
            }
        }
    }

    /** Says what is wrong with this operation of the graph. */
    ModelFormatException fault(String what) {
        return new ModelFormatException(
                null,
                "cannot be read: the operator " + kind() + " of layer '" + output() + "' " + what,
                List.of(kind()),
                null);
    }

    long integer(int i) {
        return ((CustomOp) function()).iArgs()[i];
    }

    long integer(int i, long otherwise) {
        return function() instanceof CustomOp custom && custom.numIArguments() > i ? custom.iArgs()[i] : otherwise;
    }

    boolean integersAre(long... expected) {
        return function() instanceof CustomOp custom && java.util.Arrays.equals(custom.iArgs(), expected);
    }

    int integerCount() {
        return function() instanceof CustomOp custom ? custom.numIArguments() : 0;
    }

    double real(int i) {
        return ((CustomOp) function()).tArgs()[i];
    }

    double real(int i, double otherwise) {
        return function() instanceof CustomOp custom && custom.numTArguments() > i ? custom.tArgs()[i] : otherwise;
    }

    boolean flag(int i) {
        return function() instanceof CustomOp custom && custom.numBArguments() > i && custom.bArgs()[i];
    }

    /** The operand of an operation with a number, null if it has none. */
    @Nullable
    Double scalar() {
        return function() instanceof BaseScalarOp scalar && scalar.scalar() != null
                ? Double.valueOf(scalar.scalar().getDouble(0))
                : null;
    }

    /** The axes that a reduction runs over. */
    int[] dimensions() {
        if (function() instanceof BaseReduceOp reduce && reduce.getDimensions() != null) {
            return reduce.getDimensions();
        }
        return inputCount() > 1 && isConstant(1) ? Ints.toArray(Floats.asList(constant(1))) : new int[0];
    }

    /** Whether this operation counts its axes as the graph does. */
    boolean layoutIs(long channelsLast) {
        return channelsFirst == (channelsLast == 0);
    }

    boolean channelsFirst() {
        return channelsFirst;
    }

    int channelAxis() {
        return channelsFirst ? 1 : 3;
    }

    private DifferentialFunction function() {
        return op.getOp();
    }
}
