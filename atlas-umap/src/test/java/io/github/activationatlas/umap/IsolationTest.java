package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Preconditions;
import com.google.common.util.concurrent.internal.InternalFutures;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The module with nothing else on the class path but Guava, SLF4J and the JDK. */
class IsolationTest {
    @Test
    void worksWithGuavaAndSlf4jAlone() throws Exception {
        URL[] path = {where(Umap.class), where(Preconditions.class), where(InternalFutures.class), where(Logger.class)};
        try (URLClassLoader alone = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> alone.loadClass("org.bytedeco.openblas.global.openblas"))
                    .isInstanceOf(ClassNotFoundException.class);
            Class<?> umap = alone.loadClass(Umap.class.getName());
            assertThat(umap).isNotEqualTo(Umap.class);
            Object builder = umap.getMethod("builder").invoke(null);
            Object fit = builder.getClass().getMethod("nEpochs", int.class).invoke(builder, 20);
            Object settings = fit.getClass().getMethod("build").invoke(fit);
            float[][] rows = Clusters.of(3, 40, 50, 1);
            Object model = umap.getMethod("fit", float[][].class).invoke(settings, (Object) rows);
            float[][] layout =
                    (float[][]) model.getClass().getMethod("embedding").invoke(model);
            assertThat(layout).hasDimensions(120, 2);
        }
    }

    private static URL where(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
