package io.github.activationatlas.models;

import com.google.common.collect.ImmutableList;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches for ND4J's backend before ND4J does. Without one, ND4J's first use ends in an error without a message, and every later use in
 * another; with the plain build of the CPU backend it works, five to twenty times slower, without a word.
 */
public final class Backend {
    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);
    private static final String BINDINGS = "org/nd4j/linalg/cpu/nativecpu/bindings/";
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private Backend() {}

    /**
     * Checks that a backend is on the class path; warns once, in the log, of a slow one.
     *
     * @throws IllegalStateException if there is none, with the Maven lines to add, or only one that cannot run here
     */
    public static void require() {
        List<Nd4jBackend> backends = backends();
        check(
                backends.stream().map(b -> b.getClass().getName()).toList(),
                Backend.class.getClassLoader(),
                Platform.current());
        if (!backends.stream().allMatch(b -> isCpu(b.getClass().getName()))) {
            requireOneThatRuns(
                    backends.stream().<BooleanSupplier>map(b -> b::canRun).toList(), Platform.current());
        }
    }

    /** ND4J itself would print a stack trace and go on to say that there is no backend at all. */
    static void requireOneThatRuns(List<BooleanSupplier> backends, Platform platform) {
        String why = "no device was found";
        for (BooleanSupplier canRun : backends) {
            try {
                if (canRun.getAsBoolean()) {
                    return;
                }
            } catch (RuntimeException | LinkageError e) {
                why = e.getMessage();
            }
        }
        throw new IllegalStateException("ND4J's GPU backend is on the class path, but cannot run here (" + why
                + "); install the NVIDIA driver and CUDA 11.6, or take the CPU's instead: " + platform.mavenLines());
    }

    private static boolean isCpu(String backend) {
        return backend.contains("nativecpu");
    }

    static void check(List<String> backends, ClassLoader loader, Platform platform) {
        if (backends.isEmpty()) {
            throw new IllegalStateException(
                    "No ND4J backend is on the class path; add to pom.xml: " + platform.mavenLines());
        }
        boolean cpu = backends.stream().allMatch(Backend::isCpu);
        if (!cpu) {
            return;
        }
        List<String> builds = platform.builds().stream()
                .filter(build -> has(loader, platform, build))
                .toList();
        if (builds.isEmpty() && !platform.builds().isEmpty()) {
            throw new IllegalStateException("ND4J's CPU backend is on the class path without its native library for "
                    + platform.name() + "; add to pom.xml: " + platform.mavenLines());
        }
        if (platform.fast().stream().noneMatch(builds::contains) && WARNED.compareAndSet(false, true)) {
            LOG.warn(
                    "ND4J runs on its plain build {}, whose convolutions are many times slower; add to pom.xml: {}",
                    builds,
                    platform.mavenLines());
        }
    }

    private static boolean has(ClassLoader loader, Platform platform, String build) {
        URL found = loader.getResource(BINDINGS + build + "/" + platform.library());
        return found != null;
    }

    private static List<Nd4jBackend> backends() {
        List<Nd4jBackend> backends =
                ImmutableList.copyOf(ServiceLoader.load(Nd4jBackend.class, Backend.class.getClassLoader()));
        return backends.isEmpty() ? ImmutableList.copyOf(ServiceLoader.load(Nd4jBackend.class)) : backends;
    }

    /**
     * An operating system and processor as JavaCPP names them.
     *
     * @param name such as linux-x86_64
     * @param builds the builds of the CPU backend for it
     * @param fast those with oneDNN or made for the processor
     * @param library the native library's file name
     */
    record Platform(String name, List<String> builds, List<String> fast, String library) {

        static Platform current() {
            return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        }

        static Platform of(String system, String processor) {
            String lower = system.toLowerCase(Locale.ROOT);
            String os = lower.startsWith("windows") ? "windows" : lower.startsWith("mac") ? "macosx" : "linux";
            boolean arm = processor.equals("aarch64") || processor.equals("arm64");
            String name = os + (arm ? "-arm64" : "-x86_64");
            String library = os.equals("windows")
                    ? "jnind4jcpu.dll"
                    : os.equals("macosx") ? "libjnind4jcpu.dylib" : "libjnind4jcpu.so";
            if (arm) {
                return new Platform(name, List.of(name), List.of(name), library);
            }
            List<String> fast = List.of(name + "-onednn-avx2", name + "-onednn-avx512", name + "-onednn");
            List<String> builds = new ArrayList<>(fast);
            builds.addAll(List.of(name, name + "-avx2", name + "-avx512"));
            return new Platform(name, List.copyOf(builds), fast, library);
        }

        String mavenLines() {
            String classifier = "<classifier>" + name + "</classifier>";
            return String.join(
                    " ",
                    dependency("org.nd4j", "nd4j-native", "1.0.0-M2.1", ""),
                    dependency("org.nd4j", "nd4j-native", "1.0.0-M2.1", "<classifier>" + fast.get(0) + "</classifier>"),
                    dependency("org.bytedeco", "openblas", "0.3.19-1.5.7", classifier),
                    dependency("org.bytedeco", "javacpp", "1.5.7", classifier));
        }

        private static String dependency(String group, String artifact, String version, String classifier) {
            return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                    + version + "</version>" + classifier + "</dependency>";
        }
    }
}
