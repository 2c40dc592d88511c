package io.github.activationatlas.umap.internal.linalg;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Picks, once, the fastest way to multiply, and says so. */
final class ProductsChoice {
    private static final Logger LOG = LoggerFactory.getLogger(Products.class);
    static final Products BEST = choose();

    private ProductsChoice() {}

    private static Products choose() {
        Optional<Module> vectorApi = ModuleLayer.boot().findModule("jdk.incubator.vector");
        if (vectorApi.isPresent()) {
            // A module descriptor cannot require what only some JVMs are started with.
            ProductsChoice.class.getModule().addReads(vectorApi.get());
            Products vector = make("VectorProducts");
            if (vector != null) {
                LOG.info("UMAP multiplies through the Vector API");
                return vector;
            }
        }
        Products blas = make("OpenBlasProducts");
        if (blas != null) {
            LOG.info("UMAP multiplies through OpenBLAS; faster with --add-modules jdk.incubator.vector");
            return blas;
        }
        LOG.info("UMAP multiplies in plain Java; several times faster with --add-modules jdk.incubator.vector");
        return new PlainProducts();
    }

    private static @Nullable Products make(String name) {
        try {
            return Class.forName(Products.class.getPackageName() + "." + name)
                    .asSubclass(Products.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.debug("{} cannot be used: {}", name, e.toString());
            return null;
        }
    }
}
