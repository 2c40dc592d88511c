package io.github.activationatlas.examples.train;

import java.util.Locale;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Loss;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Prints the mean loss of every hundred steps. */
final class TrainingProgress extends BaseListener {
    private final int steps;
    private double sum;
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
        sum += loss.totalLoss();
        step++;
        if (step % 100 == 0) {
            System.out.printf(Locale.ROOT, "step %d of %d, loss %.4f%n", step, steps, sum / 100);
            sum = 0;
        }
    }
}
