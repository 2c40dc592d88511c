/**
 * UMAP on the JVM, and the writing of files. Products run through the JDK's Vector API where {@code --add-modules jdk.incubator.vector} is
 * given, else through OpenBLAS where {@code --add-modules org.bytedeco.openblas} is, else in plain Java.
 */
module io.github.activationatlas.umap {
    requires com.google.common;
    requires org.slf4j;
    requires static org.bytedeco.javacpp;
    requires static org.bytedeco.openblas;
    requires static org.jspecify;

    exports io.github.activationatlas.files;
    exports io.github.activationatlas.umap;
}
