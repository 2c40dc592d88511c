package io.github.activationatlas.examples.cli.options;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Backend;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import picocli.CommandLine.Option;

/** The options of every command that runs a network. */
public final class RunOptions {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the random number generators. Default: ${DEFAULT-VALUE}.")
    public long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads, 1 to 1024. Default: the number of processors.")
    public int threads = Runtime.getRuntime().availableProcessors();

    /** Made by picocli. */
    public RunOptions() {}

    /**
     * Returns the seed.
     *
     * @return any number
     */
    public long seed() {
        return seed;
    }

    /**
     * Returns how many threads may work.
     *
     * @return at least 1
     */
    public int threads() {
        return threads;
    }

    /** Checks the options, before anything is read. */
    public void check() {
        checkArgument(threads >= 1 && threads <= 1024, "--threads must be between 1 and 1024, but was %s", threads);
    }

    /** Also holds ND4J to these threads. */
    public void apply() {
        check();
        Backend.require();
        // The operations are there once the backend is.
        Nd4j.getBackend();
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }
}
