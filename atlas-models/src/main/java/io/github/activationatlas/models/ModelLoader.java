package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.activationatlas.models.internal.onnx.OnnxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Opens a model file: ONNX ({@code .onnx}), or SameDiff's own format under any other name. Not thread-safe.
 */
public final class ModelLoader {
    private final Path file;
    private @Nullable InputContract input;
    private @Nullable Labels labels;
    private @Nullable String logits;
    private @Nullable OnnxFile onnx;
    private @Nullable SameDiff samediff;

    ModelLoader(Path file) {
        this.file = checkNotNull(file, "file must not be null");
    }

    /**
     * Sets what the network expects of its input.
     *
     * @param input the contract; by default that of {@link #declaredInput()}
     * @return this
     */
    public ModelLoader input(InputContract input) {
        this.input = checkNotNull(input, "input must not be null");
        return this;
    }

    /**
     * Sets the classes' labels.
     *
     * @param labels one for each class; numbered by default
     * @return this
     */
    public ModelLoader labels(Labels labels) {
        this.labels = checkNotNull(labels, "labels must not be null");
        return this;
    }

    /**
     * Sets which result holds the logits.
     *
     * @param logits its name; by default the network's output, or what goes into it if that is a softmax
     * @return this
     */
    public ModelLoader logits(String logits) {
        this.logits = checkNotNull(logits, "logits must not be null");
        return this;
    }

    /**
     * Starts a contract from what the file itself says of its input: the number of channels and the size, where it does. Whatever else the
     * network expects no file says.
     *
     * @return a builder; what the file leaves open has the builder's defaults, 3 channels and 224 x 224 pixels
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws ModelFormatException if it is truncated or of another format
     * @throws IllegalStateException if no ND4J backend is on the class path
     */
    public InputContract.Builder declaredInput() throws IOException {
        InputContract.Builder builder = InputContract.builder();
        if (isOnnx()) {
            onnx().imageChannels().ifPresent(builder::channels);
            onnx().imageSize().ifPresent(builder::size);
            return builder;
        }
        Backend.require();
        List<String> inputs = samediff().inputs();
        long[] shape =
                inputs.size() == 1 ? samediff().getVariable(inputs.get(0)).placeholderShape() : null;
        if (shape == null || shape.length != 4) {
            return builder;
        }
        boolean last = shape[3] > 0 && shape[3] <= 4 && shape[1] != shape[3];
        long channels = last ? shape[3] : shape[1];
        long height = last ? shape[1] : shape[2];
        long width = last ? shape[2] : shape[3];
        builder.layout(last ? InputContract.Layout.CHANNELS_LAST : InputContract.Layout.CHANNELS_FIRST);
        if (channels > 0) {
            builder.channels((int) channels);
        }
        if (height > 0 && height == width) {
            builder.size((int) height);
        }
        return builder;
    }

    /**
     * Opens the file.
     *
     * @return the model
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws ModelFormatException if it is truncated, of another format, or uses operators that are not supported (all are listed)
     * @throws IllegalArgumentException if the input contract, the labels or the logits' name do not fit it
     * @throws IllegalStateException if no ND4J backend is on the class path
     */
    public VisionModel open() throws IOException {
        Backend.require();
        requireFile();
        InputContract contract = input != null ? input : declaredInput().build();
        String hash = MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
        try {
            if (isOnnx()) {
                String output = logits != null ? logits : onnx().output();
                return VisionModel.create(onnx().toSameDiff(), contract, labels, output, hash);
            }
            SameDiff graph = samediff();
            // A model keeps the graph that it is made of; the next one gets its own.
            samediff = null;
            return VisionModel.create(graph, contract, labels, logits, hash);
        } catch (ModelFormatException e) {
            // What is wrong with a graph is found without knowing its file.
            throw e.file() != null ? e : new ModelFormatException(file, e.reason(), e.operators(), e);
        }
    }

    private boolean isOnnx() {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    private void requireFile() throws NoSuchFileException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such model file");
        }
    }

    private OnnxFile onnx() throws IOException {
        if (onnx == null) {
            requireFile();
            onnx = OnnxFile.read(file);
        }
        return onnx;
    }

    private SameDiff samediff() throws IOException {
        if (samediff == null) {
            requireFile();
            try (InputStream in = Files.newInputStream(file)) {
                samediff = SameDiff.load(in, false);
            } catch (RuntimeException e) {
                throw new ModelFormatException(
                        file, "is truncated or is neither an ONNX nor a SameDiff model", List.of(), e);
            }
        }
        return samediff;
    }
}
