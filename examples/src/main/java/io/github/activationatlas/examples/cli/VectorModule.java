package io.github.activationatlas.examples.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The JDK's incubating vector module, with which UMAP is fastest. A jar cannot ask for it, so the program starts itself again. */
final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /** Runs the program with the module in a JVM of its own; empty where the module is there already or is not to be had. */
    static OptionalInt runWith(String... args) {
        boolean here = ModuleLayer.boot().findModule(NAME).isPresent();
        if (here || java.lang.module.ModuleFinder.ofSystem().find(NAME).isEmpty()) {
            return OptionalInt.empty();
        }
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
        command.addAll(own);
        command.addAll(List.of("--add-modules", NAME));
        if (own.stream().noneMatch(flag -> flag.startsWith("-XX:+Use") && flag.endsWith("GC"))) {
            // A fit has few and large arrays: the collector that leaves the processors to the compiler and the fit
            // starts fastest.
            command.add("-XX:+UseSerialGC");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AtlasCommand.class.getName()));
        command.addAll(List.of(args));
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return OptionalInt.of(process.waitFor());
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.of(Failures.INTERRUPTED);
        }
    }
}
