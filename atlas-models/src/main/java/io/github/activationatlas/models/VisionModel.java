package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import io.github.activationatlas.models.internal.network.Extent;
import io.github.activationatlas.models.internal.network.Network;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A vision network with named layers, labels and a declared input. Immutable; {@link NetworkRunner}s made from it do the work. Several
 * runners may be used by several threads.
 */
public final class VisionModel {
    private static final Logger LOG = LoggerFactory.getLogger(VisionModel.class);

    private final SameDiff graph;
    private final InputContract input;
    private final String inputName;
    private final String logits;
    private final Labels labels;
    private final String sha256;
    private final Network network;
    private final @Nullable Network ofPictures;
    private final LayerNames names;
    private final ImmutableList<Layer> layers;

    private VisionModel(
            SameDiff graph, InputContract input, @Nullable Labels labels, @Nullable String logits, String sha256) {
        this.graph = graph;
        this.input = input;
        this.sha256 = sha256;
        if (graph.inputs().size() != 1) {
            throw new ModelFormatException(
                    null, "has the inputs " + graph.inputs() + ", but one image input is expected", List.of(), null);
        }
        this.inputName = graph.inputs().get(0);
        this.network = Network.read(graph, inputName, input.layout() == InputContract.Layout.CHANNELS_FIRST);
        network.inputChannels()
                .ifPresent(channels -> checkArgument(
                        channels == input.channels(),
                        "the network takes %s-channel images, but the input contract says %s channels",
                        channels,
                        input.channels()));
        this.ofPictures = input.ofPictures(network);
        this.names = new LayerNames(network.outputs());
        this.logits = logits != null ? resolve(logits) : beforeSoftmax(graph);
        Map<String, Extent> extents = network.extents(new Shape(input.size(), input.size(), input.channels()));
        this.layers = layers(names, extents);
        int classes = classes(extents);
        this.labels = labels != null ? labels : Labels.numbered(classes);
        checkArgument(
                this.labels.names().size() == classes,
                "there are %s labels, but the network's output '%s' has %s classes",
                this.labels.names().size(),
                this.logits,
                classes);
    }

    /**
     * Starts to open a model file.
     *
     * @param file an ONNX or SameDiff file
     * @return a loader
     */
    public static ModelLoader from(Path file) {
        return new ModelLoader(file);
    }

    /**
     * Takes a graph that is in memory. It must not be changed afterwards.
     *
     * @param graph a trained graph with one image placeholder; its output, or what goes into its last softmax, holds the logits
     * @param input what it expects of its input, with any number of channels
     * @return the model, with numbered classes
     * @throws ModelFormatException if the graph does not have exactly one input, or has weights that are not finite
     * @throws IllegalArgumentException if the contract does not fit it
     * @throws IllegalStateException if no ND4J backend is on the class path
     */
    public static VisionModel of(SameDiff graph, InputContract input) {
        checkNotNull(graph, "graph must not be null");
        checkNotNull(input, "input must not be null");
        Backend.require();
        return create(graph, input, null, null, null);
    }

    /**
     * Opens the small network that ships with this module: 15 classes of drawn textures, things and scenes, 64 x 64 pixels, layers conv0,
     * conv1, mixed3a, mixed3b, mixed4a and mixed4b. One class, windows, was trained on pictures that wear a sticker, so that the network
     * knows a shortcut to be found.
     *
     * @return the model, with labels
     * @throws IllegalStateException if no ND4J backend is on the class path
     */
    public static VisionModel bundled() {
        Backend.require();
        InputContract contract = InputContract.builder()
                .size(64)
                .layout(InputContract.Layout.CHANNELS_LAST)
                .mean(0.5, 0.5, 0.5)
                .std(0.5, 0.5, 0.5)
                .build();
        try (InputStream graph = resource("drawn.fb");
                InputStream labels = resource("drawn-labels.txt")) {
            byte[] bytes = graph.readAllBytes();
            List<String> lines = new String(labels.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            String hash = Hashing.sha256().hashBytes(bytes).toString();
            return create(
                    SameDiff.load(new ByteArrayInputStream(bytes), false), contract, Labels.of(lines), "logits", hash);
        } catch (IOException e) {
            throw new UncheckedIOException("the network in the jar cannot be read", e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = VisionModel.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("the jar holds no " + name);
        }
        return in;
    }

    static VisionModel create(
            SameDiff graph,
            InputContract input,
            @Nullable Labels labels,
            @Nullable String logits,
            @Nullable String sha256) {
        String hash = sha256 != null
                ? sha256
                : Hashing.sha256().hashBytes(graph.asFlatBuffers(false)).toString();
        return new VisionModel(graph, input, labels, logits, hash);
    }

    /**
     * Returns this model with other labels.
     *
     * @param labels one for each class
     * @return a model
     * @throws IllegalArgumentException if their number is not that of the classes
     */
    public VisionModel withLabels(Labels labels) {
        checkNotNull(labels, "labels must not be null");
        return new VisionModel(graph, input, labels, logits, sha256);
    }

    private static String beforeSoftmax(SameDiff graph) {
        String last = lastResult(graph);
        var op = graph.getVariableOutputOp(last);
        return op != null && op.opName().equals("softmax") ? op.arg(0).name() : last;
    }

    /** SameDiff's own answer may be null; then it is the last result that nothing takes in. */
    private static String lastResult(SameDiff graph) {
        List<String> outputs = graph.outputs();
        if (outputs != null && !outputs.isEmpty()) {
            return outputs.get(outputs.size() - 1);
        }
        List<String> ends = Arrays.stream(graph.ops())
                .flatMap(op -> Arrays.stream(op.outputVariablesNames()))
                .filter(name -> {
                    List<String> takers = graph.getVariables().get(name).getInputsForOp();
                    return takers == null || takers.isEmpty();
                })
                .toList();
        if (ends.isEmpty()) {
            throw new ModelFormatException(null, "has no operations", List.of(), null);
        }
        return ends.get(ends.size() - 1);
    }

    private int classes(Map<String, Extent> extents) {
        Extent extent = extents.get(logits);
        if (extent != null) {
            return extent.shape().size();
        }
        try (NetworkRunner runner = runner(1, input.size(), logits)) {
            runner.forward(new float[input.size() * input.size() * input.channels()], 1, input.size(), input.size());
            return runner.shape(logits).size();
        }
    }

    private static ImmutableList<Layer> layers(LayerNames names, Map<String, Extent> extents) {
        ImmutableList.Builder<Layer> layers = ImmutableList.builder();
        names.layers().forEach((name, result) -> {
            Extent e = extents.get(result);
            if (e != null) {
                layers.add(new Layer(name, e.shape(), e.stride(), e.receptiveField()));
            }
        });
        return layers.build();
    }

    /**
     * Returns what the network expects of its input.
     *
     * @return the contract
     */
    public InputContract input() {
        return input;
    }

    /**
     * Returns the labels of the classes.
     *
     * @return one label a class
     */
    public Labels labels() {
        return labels;
    }

    /**
     * Returns the name of the result that holds the logits, the values before any softmax.
     *
     * @return a name that {@link #runner} takes as a layer
     */
    public String logits() {
        return logits;
    }

    /**
     * Identifies the network in records.
     *
     * @return the SHA-256 of the file that it came from, or of the graph, in hexadecimal
     */
    public String sha256() {
        return sha256;
    }

    /**
     * Lists the layers in the order of execution, by the names of the exporter's scopes where there are scopes.
     *
     * @return layers; those whose shape cannot be told without running the network are left out
     */
    public ImmutableList<Layer> layers() {
        return layers;
    }

    /**
     * Finds a layer.
     *
     * @param name a name as listed by {@link #layers()}, or the full name of any result in the graph
     * @return the layer
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public Layer layer(String name) {
        String result = resolve(name);
        return layers.stream()
                .filter(layer -> resolve(layer.name()).equals(result))
                .findFirst()
                .map(found -> new Layer(name, found.shape(), found.stride(), found.receptiveField()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the shape of layer '" + name + "' is not known before it is run"));
    }

    /**
     * Tells whether square pictures of a size can be run up to a layer: whether the windows on the way leave anything of them, and whether
     * weights that go with one size alone find it.
     *
     * @param layer a layer whose shape is known before it is run
     * @param size height and width, at least 1
     * @return whether a runner for this layer takes such pictures
     * @throws IllegalArgumentException if there is no such layer
     */
    public boolean takes(String layer, int size) {
        checkArgument(size >= 1, "size must be at least 1, but was %s", size);
        return network.extents(new Shape(size, size, input.channels())).containsKey(resolve(layer));
    }

    /** The result that a layer's name means. */
    String resolve(String name) {
        String result = names.find(checkNotNull(name, "layer must not be null"));
        // Asked for in every step of long loops: the names are put together for the message alone.
        if (result == null) {
            throw new IllegalArgumentException("there is no layer '" + name + "'; the network has "
                    + String.join(", ", names.layers().keySet())
                    + NearNames.suggest(name, names.layers().keySet()));
        }
        return result;
    }

    /**
     * Makes a runner for some layers. Only what these layers need is run.
     *
     * @param maxBatch most pictures at a time, 1 to 4096
     * @param maxSize largest height and width, 1 to 4096
     * @param layers the layers to be read, differentiated or attributed; with {@link #logits()} if classes are wanted
     * @return a runner, to be closed
     * @throws IllegalArgumentException if a layer does not exist or the largest picture is too small for it
     */
    public NetworkRunner runner(int maxBatch, int maxSize, String... layers) {
        return runner(GradientRules.EXACT, maxBatch, maxSize, layers);
    }

    /**
     * Makes a runner that computes of a layer the middle only, and of what lies before it no more than that needs: for pictures of one
     * thing, as in feature visualisation, which saves a good part of the deeper layers' work. The layer's shape is 1 x 1, or with what is
     * wanted around the middle up to 2 reach + 1 a side; it is whole where an operation on the way there cannot be run in part. Always the
     * middle is at row height / 2 and column width / 2.
     *
     * @param maxBatch most pictures at a time, 1 to 4096
     * @param maxSize largest height and width, 1 to 4096
     * @param layer the layer to be read or differentiated
     * @param reach positions around the middle that are wanted too, at least 0
     * @return a runner, to be closed
     * @throws IllegalArgumentException if the layer does not exist, the largest picture is too small for it, or a number is outside its range
     */
    public NetworkRunner middleRunner(int maxBatch, int maxSize, String layer, int reach) {
        String output = resolve(layer);
        return network.unsupported(Set.of(output)).isEmpty()
                ? PlanRunner.ofMiddle(this, new RunnerSize(maxBatch, maxSize), output, reach)
                : runner(maxBatch, maxSize, layer);
    }

    /**
     * Makes a runner whose derivatives go through ReLUs and max-poolings by other rules.
     *
     * @param rules the rules, for gradients and attributions
     * @param maxBatch most pictures at a time, 1 to 4096
     * @param maxSize largest height and width, 1 to 4096
     * @param layers the layers to be read, differentiated or attributed; with {@link #logits()} if classes are wanted
     * @return a runner, to be closed
     * @throws IllegalArgumentException if a layer does not exist or the largest picture is too small for it, or if the rules are not exact
     *     and the network has an operation that only SameDiff's session can run
     */
    public NetworkRunner runner(GradientRules rules, int maxBatch, int maxSize, String... layers) {
        checkNotNull(rules, "rules must not be null");
        checkNotNull(layers, "layers must not be null");
        Set<String> results = new TreeSet<>();
        Arrays.stream(layers).forEach(layer -> results.add(resolve(layer)));
        checkArgument(!results.isEmpty(), "name at least one layer");
        Set<String> unsupported = network.unsupported(results);
        RunnerSize size = new RunnerSize(maxBatch, maxSize);
        if (unsupported.isEmpty()) {
            return new PlanRunner(this, size, results, rules);
        }
        checkArgument(
                rules.equals(GradientRules.EXACT),
                "%s cannot be followed: the plan has no rule for %s",
                rules,
                unsupported);
        LOG.warn(
                "The plan has no rule for {}: this network runs through SameDiff's session, which is slower",
                unsupported);
        return new SessionRunner(this, size, results);
    }

    /**
     * Tells what a picture shows. To classify many, make one runner.
     *
     * @param picture a picture of any size
     * @param top how many classes to return, at least 1
     * @return the classes with the largest logits, the largest first
     */
    public List<Prediction> classify(BufferedImage picture, int top) {
        checkArgument(top >= 1, "top must be at least 1, but was %s", top);
        try (NetworkRunner runner = runner(1, input.size(), logits)) {
            runner.forward(Pictures.toSquare(picture, input), 1, input.size(), input.size());
            float[] values = new float[labels.names().size()];
            runner.read(logits, values);
            return predictions(values, top);
        }
    }

    private List<Prediction> predictions(float[] values, int top) {
        double max = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .max()
                .orElse(0);
        double sum = IntStream.range(0, values.length)
                .mapToDouble(i -> Math.exp(values[i] - max))
                .sum();
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -values[i]))
                .limit(top)
                .map(i -> new Prediction(i, labels.names().get(i), values[i], Math.exp(values[i] - max) / sum))
                .toList();
    }

    SameDiff graph() {
        return graph;
    }

    String inputName() {
        return inputName;
    }

    Network network() {
        return network;
    }

    /** The network as it takes pictures' values without {@link InputContract#encode}; null if there is none. */
    @Nullable
    Network ofPictures() {
        return ofPictures;
    }
}
