package io.github.activationatlas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills builds at random moments, in every stage from the first image to the page, and goes on until one ends; the folder must then hold the bytes of
 * a build that was never killed. As a program, prints each kill; CONTRIBUTING tells how to run it.
 */
final class Kills {
    private Kills() {}

    /**
     * Builds into a folder, or kills such builds.
     *
     * @param args {@code build FOLDER TITLE}, or the number of kills
     */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("build")) {
            atlas(Path.of(args[1]), args[2]).build();
            return;
        }
        Path folder = Files.createTempDirectory("kills");
        System.out.println(run(folder, Integer.parseInt(args[0]), 1, System.out::println));
    }

    /** Enough of everything that each stage takes a while. */
    private static AtlasBuilder atlas(Path folder, String title) {
        return Tiny.atlas()
                .seed(title.equals("first") ? 2 : 1)
                .layers("mixed3a", Tiny.LAYER)
                .images(Tiny.pictures(600))
                .umap(umap -> Tiny.layout(umap).nEpochs(200))
                .visualizer(icons -> icons.size(32).steps(4))
                .grids(4, 14)
                .examples(1)
                .overviews(true)
                .page(true)
                .saveTo(folder);
    }

    /** Hears of each kill. */
    interface Listener {
        void killed(String what);
    }

    /**
     * Kills a number of builds, and lets the last one end.
     *
     * @return what was compared
     * @throws IllegalStateException if the folder differs from that of a build that was not killed
     */
    static String run(Path folder, int kills, long seed, Listener listener) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Path whole = folder.resolve("whole");
        start(whole, "whole").waitFor();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        Map<String, String> expected = contents(whole);
        Random random = new Random(seed);
        int done = 0;
        int atlases = 0;
        while (done < kills) {
            // The next atlas goes into the folder of the one before, which was built with another title or from the
            // start.
            Path killed = folder.resolve("killed-" + atlases / 2);
            boolean again = atlases % 2 == 1;
            atlases++;
            String title = again ? "whole" : "first";
            boolean ended = false;
            while (!ended && done < kills) {
                Process build = start(killed, title);
                long after = (long) (millis * (0.15 + 0.9 * random.nextDouble() / (again ? 2 : 1)));
                ended = build.waitFor(after, TimeUnit.MILLISECONDS);
                if (!ended) {
                    build.destroyForcibly().waitFor();
                    done++;
                    listener.killed("kill " + done + " after " + after + " ms: "
                            + (Files.exists(killed) ? state(killed) : "no folder yet"));
                    if (again) {
                        Atlas.load(killed);
                    }
                }
            }
            if (!ended) {
                check(start(killed, title).waitFor());
            }
            if (again) {
                compare(expected, contents(killed));
            }
        }
        return done + " kills, " + atlases + " atlases, " + expected.size()
                + " files with the bytes of a build that was not killed";
    }

    private static void check(int code) {
        if (code != 0) {
            throw new IllegalStateException("the last build ended with " + code);
        }
    }

    private static String state(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(f -> f.getFileName().toString()).sorted().toList();
            return (names.contains("atlas.json") ? "an atlas" : "no atlas") + ", " + names.size() + " files";
        }
    }

    private static Process start(Path folder, String title) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.nd4j.log.initialization=false",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Kills.class.getName(),
                "build",
                folder.toString(),
                title));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile())
                .start();
    }

    /** The files of a folder; times and checksums over them are left out. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                String text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                contents.put(
                        name.replaceFirst("\\.2(?=\\.|/|$)", ""),
                        name.endsWith("json") || name.contains("index.html") || name.contains("page/")
                                ? text.replaceAll("(?s)\"seconds\": \\{[^}]*\\}|\"Seconds: [^\"]*\": ?\"[^\"]*\",?", "")
                                        .replaceAll("\\.2(?=[./\"])", "")
                                        .replaceAll("\\d+\\.\\d+(E-?\\d+)?|[0-9a-f]{64}|\"bytes\": \\d+", "")
                                : text);
            }
        }
        return contents;
    }

    private static void compare(Map<String, String> expected, Map<String, String> found) {
        if (!expected.keySet().equals(found.keySet())) {
            throw new IllegalStateException("files " + found.keySet() + " instead of " + expected.keySet());
        }
        expected.forEach((name, bytes) -> {
            if (!bytes.equals(found.get(name))) {
                String other = found.get(name);
                int at = 0;
                while (at < Math.min(bytes.length(), other.length()) && bytes.charAt(at) == other.charAt(at)) {
                    at++;
                }
                int from = Math.max(0, at - 200);
                throw new IllegalStateException(name + " has other bytes: "
                        + other.substring(from, Math.min(other.length(), at + 100)) + " instead of "
                        + bytes.substring(from, Math.min(bytes.length(), at + 100)));
            }
        });
    }
}
