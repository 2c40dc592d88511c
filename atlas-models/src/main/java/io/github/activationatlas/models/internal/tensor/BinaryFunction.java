package io.github.activationatlas.models.internal.tensor;

/** A function of two values. */
public enum BinaryFunction {
    ADD {
        @Override
        double value(double a, double b) {
            return a + b;
        }

        @Override
        double slopeA(double a, double b, double y) {
            return 1;
        }

        @Override
        double slopeB(double a, double b, double y) {
            return 1;
        }
    },
    SUBTRACT {
        @Override
        double value(double a, double b) {
            return a - b;
        }

        @Override
        double slopeA(double a, double b, double y) {
            return 1;
        }

        @Override
        double slopeB(double a, double b, double y) {
            return -1;
        }
    },
    MULTIPLY {
        @Override
        double value(double a, double b) {
            return a * b;
        }

        @Override
        double slopeA(double a, double b, double y) {
            return b;
        }

        @Override
        double slopeB(double a, double b, double y) {
            return a;
        }
    },
    DIVIDE {
        @Override
        double value(double a, double b) {
            return a / b;
        }

        @Override
        double slopeA(double a, double b, double y) {
            return 1 / b;
        }

        @Override
        double slopeB(double a, double b, double y) {
            return -y / b;
        }
    },
    POWER {
        @Override
        double value(double a, double b) {
            return b == 2 ? a * a : Math.pow(a, b);
        }

        @Override
        double slopeA(double a, double b, double y) {
            return b == 0 ? 0 : b * Math.pow(a, b - 1);
        }

        @Override
        double slopeB(double a, double b, double y) {
            return y == 0 ? 0 : y * Math.log(a);
        }
    },
    MAXIMUM {
        @Override
        double value(double a, double b) {
            return Math.max(a, b);
        }

        @Override
        double slopeA(double a, double b, double y) {
            return a >= b ? 1 : 0;
        }

        @Override
        double slopeB(double a, double b, double y) {
            return a >= b ? 0 : 1;
        }
    },
    MINIMUM {
        @Override
        double value(double a, double b) {
            return Math.min(a, b);
        }

        @Override
        double slopeA(double a, double b, double y) {
            return a <= b ? 1 : 0;
        }

        @Override
        double slopeB(double a, double b, double y) {
            return a <= b ? 0 : 1;
        }
    },
    /** a where positive, otherwise b times a: ONNX's PRelu. */
    PRELU {
        @Override
        double value(double a, double b) {
            return a < 0 ? a * b : a;
        }

        @Override
        double slopeA(double a, double b, double y) {
            return a < 0 ? b : 1;
        }

        @Override
        double slopeB(double a, double b, double y) {
            return a < 0 ? a : 0;
        }
    };

    abstract double value(double a, double b);

    /** How fast the value y grows with a. */
    abstract double slopeA(double a, double b, double y);

    abstract double slopeB(double a, double b, double y);
}
