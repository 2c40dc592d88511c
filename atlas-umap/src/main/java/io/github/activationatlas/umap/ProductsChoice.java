package io.github.activationatlas.umap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Picks, once, the fastest way to multiply, and says so. */
final class ProductsChoice {
    private static final Logger LOG = LoggerFactory.getLogger(Products.class);
    static final Products BEST = choose();

    private ProductsChoice() {}

    private static Products choose() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            try {
                Products vector = Class.forName("io.github.activationatlas.umap.VectorProducts")
                        .asSubclass(Products.class)
                        .getDeclaredConstructor()
                        .newInstance();
                LOG.info("UMAP multiplies through the Vector API");
                return vector;
            } catch (ReflectiveOperationException | LinkageError e) {
                LOG.warn("UMAP cannot use the Vector API: {}", e.toString());
            }
        }
        LOG.info("UMAP multiplies in plain Java; some times slower than with --add-modules jdk.incubator.vector");
        return new PlainProducts();
    }
}
