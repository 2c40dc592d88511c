package io.github.activationatlas.models.internal.array;

/** One piece of work, bound to the arrays that it reads and writes. */
@FunctionalInterface
public interface Step {
    void run();

    /** This step, then the next. */
    default Step then(Step next) {
        return () -> {
            run();
            next.run();
        };
    }
}
