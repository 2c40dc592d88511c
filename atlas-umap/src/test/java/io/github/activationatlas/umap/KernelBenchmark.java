package io.github.activationatlas.umap;

import io.github.activationatlas.umap.internal.linalg.GradientTable;
import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.linalg.Repulsion;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The loops on which a fit spends its time, by each of the three ways to multiply. Products are counted in multiplications with their
 * additions, pushes one by one: operations a microsecond.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
    private static final int ROWS = 512;
    private static final int COLUMNS = 128;
    private static final int WIDTH = 160;
    private static final int RUN = 80;

    /** Which way. */
    @Param({"VectorProducts", "OpenBlasProducts", "PlainProducts"})
    public String way;

    private final float[] table = new float[ROWS * WIDTH];
    private final float[] c = new float[ROWS * COLUMNS];
    private final int[] scattered = new int[ROWS];
    private final float[][] crowd = new float[2][RUN + Repulsion.PAD];
    private final float[] sums = new float[2 * Repulsion.PARTS];
    private final float[] at = {.5f, .5f};
    private Products products = Products.best();
    private Repulsion pushes = products.pushes(new GradientTable(d2 -> 0));

    /** Fills the arrays. */
    @Setup
    public void fill() throws ReflectiveOperationException {
        SplittableRandom random = new SplittableRandom(7);
        Arrays.setAll(scattered, i -> random.nextInt(ROWS));
        for (float[] values : new float[][] {table, crowd[0], crowd[1]}) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble();
            }
        }
        products = Class.forName(Products.class.getPackageName() + "." + way)
                .asSubclass(Products.class)
                .getDeclaredConstructor()
                .newInstance();
        products.begin();
        pushes = products.pushes(new GradientTable(d2 -> 2 / ((0.001 + d2) * (d2 + 1))));
    }

    /** A block of rows by a block of columns, as in leaves. */
    @Benchmark
    @OperationsPerInvocation(ROWS * COLUMNS * WIDTH)
    public float[] multiply() {
        products.multiply(table, 0, ROWS, table, 0, COLUMNS, WIDTH, c);
        return c;
    }

    /** One row by scattered rows, as in the descent. */
    @Benchmark
    @OperationsPerInvocation(ROWS * WIDTH)
    public float[] dots() {
        products.dots(table, 0, WIDTH, table, WIDTH, scattered, 0, ROWS, c);
        return c;
    }

    /** The pushes of sixteen edges. */
    @Benchmark
    @OperationsPerInvocation(RUN)
    public float[] push() {
        pushes.add(at, crowd, 0, RUN, 1, sums);
        return sums;
    }

    /** Runs all; an argument picks by a regular expression. */
    public static void main(String[] args) throws RunnerException {
        String which = KernelBenchmark.class.getSimpleName() + "." + (args.length > 0 ? args[0] : "");
        new Runner(new OptionsBuilder().include(which).build()).run();
    }
}
