package io.github.activationatlas.examples.train;

import java.util.Locale;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Loss;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Prints a line every hundred steps. */
final class TrainingProgress extends BaseListener {
    private final int steps;
    private int step;

    TrainingProgress(int steps) {
        this.steps = steps;
    }

    @Override
    public boolean isActive(Operation operation) {
        return operation == Operation.TRAINING;
    }

    @Override
    public void iterationDone(SameDiff sd, At at, MultiDataSet dataSet, Loss loss) {
        step++;
        if (step % 100 == 0) {
            System.out.printf(Locale.ROOT, "step %d of %d%n", step, steps);
        }
    }
}
