package io.github.activationatlas.models.internal.run;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Labels;
import io.github.activationatlas.models.Layer;
import io.github.activationatlas.models.ModelFormatException;
import io.github.activationatlas.models.ModelSettings;
import io.github.activationatlas.models.NameSuggestions;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Prediction;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.models.internal.image.ImageValues;
import io.github.activationatlas.models.internal.network.LayerGeometry;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.network.NetworkSource;
import io.github.activationatlas.models.internal.onnx.OnnxNetwork;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model over a SameDiff graph. */
public final class GraphModel implements VisionModel {
    private static final Logger LOG = LoggerFactory.getLogger(GraphModel.class);

    /** The graph, where the network was read from one. */
    private final @Nullable SameDiff graph;

    private final GraphSource source;
    private final Preprocessing input;
    private final InputEncoding encoding;
    private final String logits;
    private final Labels labels;
    private final String labelsFile;
    private final NetworkSource network;
    private final Shape image;
    private final @Nullable NetworkSource ofPixels;
    private final LayerNames names;
    private final List<Layer> layers;

    private GraphModel(
            @Nullable SameDiff graph,
            NetworkSource network,
            GraphSource source,
            Preprocessing input,
            @Nullable Labels labels,
            String labelsFile,
            @Nullable String logits) {
        this.graph = graph;
        this.network = network;
        this.source = source;
        this.input = input;
        this.labelsFile = labelsFile;
        this.encoding = new InputEncoding(input);
        this.image = new Shape(input.size(), input.size(), input.channels());
        requireChannels(network().inputChannels(), input);
        this.ofPixels = encoding.ofPixels(network, image);
        this.names = new LayerNames(network().outputs());
        this.logits = logits(logits);
        Map<String, LayerGeometry> extents = network().extents(network.image(image));
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

    private static void requireChannels(OptionalInt channels, Preprocessing input) {
        checkArgument(
                channels.orElse(input.channels()) == input.channels(),
                "the network takes %s-channel images, but the preprocessing says %s channels",
                channels.orElse(0),
                input.channels());
    }

    private static NetworkSource read(SameDiff graph, Preprocessing input) {
        if (graph.inputs().size() != 1) {
            throw new ModelFormatException(
                    null, "has the inputs " + graph.inputs() + ", but one image input is expected", List.of(), null);
        }
        return Network.read(graph, graph.inputs().get(0), input.layout() == Preprocessing.Layout.CHANNELS_FIRST);
    }

    private String logits(@Nullable String named) {
        if (named != null) {
            return resolve(network instanceof OnnxNetwork onnx ? onnx.resolve(named, image) : named);
        }
        return graph != null ? beforeSoftmax(graph) : ((OnnxNetwork) network).logits(image);
    }

    /**
     * Makes a model.
     *
     * @param graph the graph, which must not be changed afterwards
     * @param labels null for numbered ones
     * @param labelsFile where they were read; empty if not from a file
     * @param logits the result that holds them; null for the graph's output, or what goes into its last softmax
     * @throws ModelFormatException if the graph is at fault
     * @throws IllegalArgumentException if the preprocessing, the labels or the logits do not fit it
     */
    public static GraphModel of(
            SameDiff graph,
            GraphSource source,
            Preprocessing input,
            @Nullable Labels labels,
            String labelsFile,
            @Nullable String logits) {
        return new GraphModel(graph, read(graph, input), source, input, labels, labelsFile, logits);
    }

    /**
     * Makes a model of an ONNX file.
     *
     * @param labels null for numbered ones
     * @param labelsFile where they were read; empty if not from a file
     * @param logits the result that holds them; null for the file's output, or what goes into its last softmax
     * @throws ModelFormatException if the file is at fault
     * @throws IllegalArgumentException if the preprocessing, the labels or the logits do not fit it
     */
    public static GraphModel of(
            OnnxNetwork network,
            GraphSource source,
            Preprocessing input,
            @Nullable Labels labels,
            String labelsFile,
            @Nullable String logits) {
        requireChannels(network.channels(), input);
        network.whole(new Shape(input.size(), input.size(), input.channels()));
        return new GraphModel(null, network, source, input, labels, labelsFile, logits);
    }

    @Override
    public VisionModel withLabels(Labels labels) {
        return new GraphModel(
                graph, network, source, input, checkNotNull(labels, "labels must not be null"), "", logits);
    }

    @Override
    public VisionModel withLabels(Path file) throws IOException {
        return new GraphModel(graph, network, source, input, Labels.read(file), file.toString(), logits);
    }

    @Override
    public ModelSettings settings() {
        return new ModelSettings(
                source.format(), source.file(), source.sha256(), input, logits, labelsFile, labels.sha256());
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

    private int classes(Map<String, LayerGeometry> extents) {
        LayerGeometry extent = extents.get(logits);
        if (extent != null) {
            return extent.shape().size();
        }
        if (graph == null) {
            throw new ModelFormatException(
                    null, "has an output '" + logits + "' that is no vector of classes", List.of(), null);
        }
        try (NetworkRunner runner = runner(1, input.size(), logits)) {
            runner.forward(new float[input.size() * input.size() * input.channels()], 1, input.size(), input.size());
            return runner.shape(logits).size();
        }
    }

    private static List<Layer> layers(LayerNames names, Map<String, LayerGeometry> extents) {
        List<Layer> layers = new ArrayList<>();
        names.layers().forEach((name, result) -> {
            LayerGeometry e = extents.get(result);
            if (e != null) {
                layers.add(new Layer(name, e.shape(), e.stride(), e.receptiveField()));
            }
        });
        return List.copyOf(layers);
    }

    @Override
    public Preprocessing input() {
        return input;
    }

    @Override
    public Labels labels() {
        return labels;
    }

    @Override
    public String logits() {
        return logits;
    }

    @Override
    public String sha256() {
        return source.sha256();
    }

    @Override
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public Layer layer(String name) {
        String result = resolve(name);
        return layers.stream()
                .filter(layer -> resolve(layer.name()).equals(result))
                .findFirst()
                .map(found -> new Layer(name, found.shape(), found.stride(), found.receptiveField()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the shape of layer '" + name + "' is not known before it is run"));
    }

    @Override
    public boolean canRun(String layer, int size) {
        checkArgument(size >= 1, "size must be at least 1, but was %s", size);
        return network.at(new Shape(size, size, input.channels()))
                .extents(network.image(new Shape(size, size, input.channels())))
                .containsKey(resolve(layer));
    }

    /** The result that a layer's name means. */
    String resolve(String name) {
        String result = names.find(checkNotNull(name, "layer must not be null"));
        if (result == null && network instanceof OnnxNetwork onnx) {
            result = names.find(onnx.resolve(name, image));
        }
        // Asked for in every step of long loops: the names are put together for the message alone.
        if (result == null) {
            throw new IllegalArgumentException("there is no layer '" + name + "'; the network has "
                    + String.join(", ", names.layers().keySet())
                    + NameSuggestions.suggest(name, names.layers().keySet()));
        }
        return result;
    }

    @Override
    public NetworkRunner centerRunner(int maxBatch, int maxSize, String layer, int reach) {
        String output = resolve(layer);
        return network().unsupported(Set.of(output)).isEmpty()
                ? PlanRunner.ofCenter(this, new RunnerSize(maxBatch, maxSize), output, reach)
                : runner(maxBatch, maxSize, layer);
    }

    @Override
    public NetworkRunner runner(GradientRules rules, int maxBatch, int maxSize, String... layers) {
        checkNotNull(rules, "rules must not be null");
        checkNotNull(layers, "layers must not be null");
        Set<String> results = new TreeSet<>();
        Arrays.stream(layers).forEach(layer -> results.add(resolve(layer)));
        checkArgument(!results.isEmpty(), "name at least one layer");
        Set<String> unsupported = network().unsupported(results);
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

    @Override
    public List<Prediction> classify(BufferedImage image, int top) {
        checkNotNull(image, "image must not be null");
        checkArgument(top >= 1, "top must be at least 1, but was %s", top);
        try (NetworkRunner runner = runner(1, input.size(), logits)) {
            runner.forward(ImageValues.toSquare(image, input), 1, input.size(), input.size());
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
        return Objects.requireNonNull(graph);
    }

    String inputName() {
        return network.input();
    }

    /** The network for images of the usual size. */
    Network network() {
        return network.at(image);
    }

    NetworkSource source() {
        return network;
    }

    InputEncoding encoding() {
        return encoding;
    }

    /** The network as it takes an image's values without {@link #encoding()}; null if there is none. */
    @Nullable
    NetworkSource ofPixels() {
        return ofPixels;
    }
}
