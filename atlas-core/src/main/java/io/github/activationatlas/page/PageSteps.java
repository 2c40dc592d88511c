package io.github.activationatlas.page;

import java.util.concurrent.CancellationException;

/** Counts what of a page is written: a step is one cell's images or one class of a layer. Ends the writing when the thread is interrupted. */
final class PageSteps {
    private final PageListener listener;
    private final long total;
    private long done;

    PageSteps(PageAtlas atlas, PageListener listener) {
        this.listener = listener;
        this.total = atlas.layers().stream()
                .mapToLong(layer -> layer.classes()
                        + layer.grids().stream()
                                .mapToLong(grid -> 2L * grid.cells().size())
                                .sum())
                .sum();
    }

    void take(int steps) {
        check();
        done += steps;
        listener.written(done, total);
    }

    void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("writing the page was cancelled");
        }
    }
}
