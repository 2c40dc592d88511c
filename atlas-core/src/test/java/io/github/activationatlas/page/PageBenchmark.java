package io.github.activationatlas.page;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How long a page of 25,600 icons (and the 8,400 of its coarser grids) and 1000 classes takes to be written, to show its first picture, and to
 * draw a frame while it is zoomed, beside a page with nothing in it. Not part of the tests; run with {@code -Dtest=PageBenchmark}.
 */
class PageBenchmark {
    /** Times between frames while the wheel turns, as text. */
    private static final String FRAMES =
            "(() => { window.times = []; let last = performance.now(); window.measuring = true; const frame = now => { times.push(now - last);"
                    + " last = now; if (window.measuring) requestAnimationFrame(frame); }; requestAnimationFrame(frame); })()";

    private static final String FIRST_PICTURE =
            "window.atlas && atlas.cells && document.querySelectorAll('.leaflet-tile').length > 0"
                    + " && [...document.querySelectorAll('.leaflet-tile')].every(t => t.classList.contains('leaflet-tile-loaded'))";

    @Test
    void printsFigures() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("page-benchmark");
        try {
            measure(folder);
        } finally {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    private static void measure(Path folder) throws IOException, InterruptedException {
        PageAtlas atlas = TestAtlases.large(160, 1000);
        long start = System.nanoTime();
        PageWriter.writeFolder(atlas, folder, (done, total) -> {});
        print("written in %.1f s", (System.nanoTime() - start) / 1e9);
        for (String part : List.of("", "tiles", "cells", "classes")) {
            print("%s: %s", part.isEmpty() ? "all" : part, size(folder.resolve(part)));
        }
        Path empty = folder.resolve("empty.html");
        Files.writeString(empty, "<!doctype html><title>empty</title><body style='background:#fff'>");
        try (Chromium browser = Chromium.open(1280, 860)) {
            Path page = folder.resolve("index.html");
            for (int i = 0; i < 3; i++) {
                browser.load(page, "");
                browser.await(FIRST_PICTURE);
                print(
                        "first image, load %d: %s ms from the start of navigation",
                        i + 1, browser.evaluate("String(Math.round(performance.now()))"));
            }
            frames(browser, "the atlas, zooming from 20 to 160 cells a side and back");
            browser.load(page, "#class=500");
            browser.await(FIRST_PICTURE);
            frames(browser, "the same with a class shown");
            browser.load(empty, "");
            frames(browser, "an empty page");
        }
    }

    private static void frames(Chromium browser, String what) throws InterruptedException {
        String finest = "";
        browser.evaluate(FRAMES);
        for (int i = 0; i < 40; i++) {
            browser.wheel(500, 450, i < 20 ? -120 : 120);
            Thread.sleep(100);
            if (i == 20) {
                finest = browser.evaluate("String(window.atlas ? atlas.cells.size : 0)");
            }
        }
        browser.evaluate("window.measuring = false");
        String text = browser.evaluate("times.join(' ')");
        double[] times = Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .sorted()
                .toArray();
        print(
                "%s (finest grid seen: %s): %d frames, median %.1f ms, 95th percentile %.1f ms, longest %.1f ms",
                what,
                finest,
                times.length,
                times[times.length / 2],
                times[(int) (0.95 * times.length)],
                times[times.length - 1]);
    }

    private static String size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            long bytes = 0;
            for (Path file : all) {
                bytes += Files.size(file);
            }
            return String.format(Locale.ROOT, "%d files, %.1f MB", all.size(), bytes / 1e6);
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
