package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.activationatlas.models.ModelSettings.Format;
import io.github.activationatlas.models.internal.onnx.OnnxFile;
import io.github.activationatlas.models.internal.onnx.OnnxNetwork;
import io.github.activationatlas.models.internal.run.GraphModel;
import io.github.activationatlas.models.internal.run.GraphSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Opens a model file: ONNX ({@code .onnx}), or SameDiff's own format under any other name. Not thread-safe.
 */
public final class ModelLoader {
    private final Path file;
    private @Nullable Preprocessing input;
    private @Nullable Labels labels;
    private String labelsFile = "";
    private @Nullable String logits;
    private @Nullable OnnxFile onnx;
    private @Nullable SameDiff samediff;
    private @Nullable String expected;

    ModelLoader(Path file) {
        this.file = checkNotNull(file, "file must not be null");
    }

    /**
     * Sets what the network expects of its input.
     *
     * @param input the preprocessing; by default that of {@link #declaredInput()}
     * @return this
     */
    public ModelLoader input(Preprocessing input) {
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
        this.labelsFile = "";
        return this;
    }

    /**
     * Reads the classes' labels from a file, which the model's {@link VisionModel#settings()} then name.
     *
     * @param file a text file with one label a line, see {@link Labels#read}
     * @return this
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws ModelFormatException if it does not hold labels
     */
    public ModelLoader labels(Path file) throws IOException {
        this.labels = Labels.read(checkNotNull(file, "file must not be null"));
        this.labelsFile = file.toString();
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
     * Starts a preprocessing with what the file declares of its input: the number of channels and the size, where it does. The
     * rest of the preprocessing is not recorded in model files.
     *
     * @return a builder; what the file leaves open has the builder's defaults, 3 channels and 224 x 224 pixels
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws ModelFormatException if it is truncated or of another format
     * @throws IllegalStateException if no ND4J backend is on the class path
     */
    public Preprocessing.Builder declaredInput() throws IOException {
        Preprocessing.Builder builder = Preprocessing.builder();
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
        builder.layout(last ? Preprocessing.Layout.CHANNELS_LAST : Preprocessing.Layout.CHANNELS_FIRST);
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
     * @throws IllegalArgumentException if the preprocessing, the labels or the logits' name do not fit it
     * @throws IllegalStateException if no ND4J backend is on the class path
     */
    public VisionModel open() throws IOException {
        Backend.require();
        requireFile();
        Preprocessing preprocessing = input != null ? input : declaredInput().build();
        String hash = MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
        if (expected != null) {
            requireDigest(file, "another network", hash, expected);
        }
        try {
            if (isOnnx()) {
                GraphSource source = new GraphSource(Format.ONNX, file.toString(), hash);
                OnnxNetwork network = onnx().network(onnx().channelsFirst());
                return GraphModel.of(network, source, preprocessing, labels, labelsFile, logits);
            }
            SameDiff graph = samediff();
            // A model keeps the graph that it is made of; the next one gets its own.
            samediff = null;
            GraphSource source = new GraphSource(Format.SAMEDIFF, file.toString(), hash);
            return GraphModel.of(graph, source, preprocessing, labels, labelsFile, logits);
        } catch (ModelFormatException e) {
            // What is wrong with a graph is found without knowing its file.
            throw e.file() != null ? e : new ModelFormatException(file, e.reason(), e.operators(), e);
        }
    }

    /**
     * Opens the model that settings describe.
     *
     * @param settings those of a model that came from a file or from the jar
     * @return the same model
     * @throws IOException if a file is missing, or the system does not let it be read
     * @throws ModelFormatException if a file is not the one that the settings describe: its SHA-256 is another
     * @throws IllegalArgumentException if the model was made from a graph in memory, or has labels that were made in memory
     * @throws IllegalStateException if no ND4J backend is on the class path
     */
    public static VisionModel load(ModelSettings settings) throws IOException {
        checkNotNull(settings, "settings must not be null");
        VisionModel model = withoutLabels(settings);
        if (!settings.labelsFile().isEmpty()) {
            Path labels = Path.of(settings.labelsFile());
            model = model.withLabels(labels);
            requireDigest(labels, "other labels", model.labels().sha256(), settings.labelsSha256());
        }
        checkArgument(
                model.labels().sha256().equals(settings.labelsSha256()),
                "the labels of %s were made in memory, so the settings alone do not give them",
                settings.file());
        return model;
    }

    private static VisionModel withoutLabels(ModelSettings settings) throws IOException {
        return switch (settings.format()) {
            case GRAPH ->
                throw new IllegalArgumentException(
                        "the model was made from a graph in memory, so it cannot be opened from its settings");
            case BUNDLED -> {
                VisionModel model = BundledModel.open(settings.input(), settings.logits());
                requireDigest(null, "another network", model.sha256(), settings.sha256());
                yield model;
            }
            case ONNX, SAMEDIFF -> {
                Path file = Path.of(settings.file());
                yield new ModelLoader(file)
                        .expecting(settings.sha256())
                        .input(settings.input())
                        .logits(settings.logits())
                        .open();
            }
        };
    }

    private static void requireDigest(@Nullable Path file, String what, String actual, String wanted) {
        if (!actual.equals(wanted)) {
            throw new ModelFormatException(
                    file,
                    "holds " + what + " than the settings describe: the SHA-256 is " + actual + ", not " + wanted,
                    List.of(),
                    null);
        }
    }

    private ModelLoader expecting(String sha256) {
        expected = sha256;
        return this;
    }

    /**
     * Summarizes the file.
     *
     * @return its inputs, outputs and operators
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws ModelFormatException if it is truncated or of another format
     * @throws IllegalStateException if it is a SameDiff file and no ND4J backend is on the class path
     */
    public ModelSummary summary() throws IOException {
        if (isOnnx()) {
            return new ModelSummary(
                    onnx().inputs(), onnx().outputs(), onnx().operators(), List.copyOf(onnx().unknownOperators()));
        }
        Backend.require();
        SameDiff graph = samediff();
        Map<String, Integer> operators = new HashMap<>();
        for (DifferentialFunction function : graph.ops()) {
            operators.merge(function.opName(), 1, Integer::sum);
        }
        List<String> outputs = graph.outputs();
        return new ModelSummary(graph.inputs(), outputs == null ? List.of() : outputs, operators, List.of());
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
