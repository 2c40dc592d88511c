package io.github.activationatlas.models;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.activationatlas.models.onnx.OnnxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Opens a model file: ONNX ({@code .onnx}), or SameDiff's own format under any other name. Not thread-safe.
 */
public final class ModelLoader {
    private final Path file;
    private InputContract input = InputContract.builder().build();
    private @Nullable Labels labels;
    private @Nullable String logits;

    ModelLoader(Path file) {
        this.file = file;
    }

    /**
     * Sets what the network expects of its input.
     *
     * @param input the contract; by default 224 x 224 RGB, values 0 to 1
     * @return this
     */
    public ModelLoader input(InputContract input) {
        this.input = input;
        return this;
    }

    /**
     * Sets the classes' labels.
     *
     * @param labels one for each class; numbered by default
     * @return this
     */
    public ModelLoader labels(Labels labels) {
        this.labels = labels;
        return this;
    }

    /**
     * Sets which result holds the logits.
     *
     * @param logits its name; by default the network's output, or what goes into it if that is a softmax
     * @return this
     */
    public ModelLoader logits(String logits) {
        this.logits = logits;
        return this;
    }

    /**
     * Opens the file.
     *
     * @return the model
     * @throws IOException if the file is missing, truncated or of another format
     * @throws IllegalArgumentException if it uses operators that are not supported (the message lists them all) or does not fit the labels
     * @throws IllegalStateException if no ND4J backend is on the class path
     */
    public VisionModel open() throws IOException {
        Backend.require();
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such model file");
        }
        String hash = MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            OnnxFile onnx = OnnxFile.read(file);
            return VisionModel.create(
                    onnx.toSameDiff(),
                    input,
                    labels,
                    logits != null ? logits : onnx.outputs().get(0),
                    hash);
        }
        return VisionModel.create(samediff(), input, labels, logits, hash);
    }

    private SameDiff samediff() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return SameDiff.load(in, false);
        } catch (RuntimeException e) {
            throw new IOException(file + " is truncated or is neither an ONNX nor a SameDiff model", e);
        }
    }
}
