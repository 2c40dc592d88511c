package io.github.activationatlas.models.internal.onnx;

import com.google.common.base.Splitter;
import io.github.activationatlas.models.ModelFormatException;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.plan.Plan;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Runs small ONNX files whose right answers are known, and says of each whether it passed, was refused, or was wrong. As a program, with a zip or
 * a folder of cases as its argument, it prints these by operator.
 */
public final class OnnxCases {
    private static final double TOLERANCE = 1e-3;
    private static final double NEAR_ZERO = 1e-4;

    private OnnxCases() {}

    /** How a case ended. */
    public enum Outcome {
        PASSED,
        REFUSED,
        WRONG,
        CRASHED
    }

    /**
     * One case.
     *
     * @param operators what it tests
     * @param told what was refused or wrong
     */
    public record Case(String name, String operators, Outcome outcome, String told) {}

    public static void main(String[] args) throws IOException {
        List<Case> cases = run(Path.of(args[0]));
        Map<String, int[]> byOperator = new TreeMap<>();
        for (Case c : cases) {
            for (String operator : Splitter.on('+').split(c.operators())) {
                byOperator
                        .computeIfAbsent(operator, o -> new int[Outcome.values().length])[
                        c.outcome().ordinal()]++;
            }
            if (c.outcome() != Outcome.PASSED) {
                System.out.println(c.outcome() + "\t" + c.name() + "\t" + c.operators() + "\t" + c.told());
            }
        }
        System.out.printf(Locale.ROOT, "%-30s %7s %7s %7s %7s%n", "operator", "passed", "refused", "wrong", "crashed");
        byOperator.forEach((operator, n) ->
                System.out.printf(Locale.ROOT, "%-30s %7d %7d %7d %7d%n", operator, n[0], n[1], n[2], n[3]));
        for (Outcome outcome : Outcome.values()) {
            System.out.println(outcome + " "
                    + cases.stream().filter(c -> c.outcome() == outcome).count());
        }
    }

    /** Runs the cases of a zip or a folder. */
    public static List<Case> run(Path zipOrFolder) throws IOException {
        if (Files.isDirectory(zipOrFolder)) {
            return runFolder(zipOrFolder);
        }
        try (FileSystem zip = FileSystems.newFileSystem(zipOrFolder)) {
            return runFolder(zip.getPath("/"));
        }
    }

    private static List<Case> runFolder(Path folder) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("manifest.tsv")).stream()
                .skip(1)
                .toList()) {
            List<String> fields = Splitter.on('\t').splitToList(line);
            Path own = Files.createTempDirectory("onnx-case");
            for (String file : new String[] {"model.onnx", "x.npy", "y.npy", "c.npy", "g.npy"}) {
                if (Files.exists(folder.resolve(fields.get(0)).resolve(file))) {
                    Files.copy(folder.resolve(fields.get(0)).resolve(file), own.resolve(file));
                }
            }
            cases.add(run(fields.get(0), fields.get(2), own));
            try (var files = Files.list(own)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(own);
        }
        return cases;
    }

    private static Case run(String name, String operators, Path folder) throws IOException {
        try {
            String wrong = wrong(folder);
            return new Case(name, operators, wrong.isEmpty() ? Outcome.PASSED : Outcome.WRONG, wrong);
        } catch (ModelFormatException e) {
            boolean crash = e.reason().contains("damaged (");
            return new Case(name, operators, crash ? Outcome.CRASHED : Outcome.REFUSED, e.reason());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new Case(name, operators, Outcome.CRASHED, e.toString());
        }
    }

    /** What is wrong; empty if nothing is. */
    private static String wrong(Path folder) throws IOException {
        Array x = Array.read(folder.resolve("x.npy"));
        Array y = Array.read(folder.resolve("y.npy"));
        OnnxFile file = OnnxFile.read(folder.resolve("model.onnx"));
        Shape image = new Shape(x.dims[2], x.dims[3], x.dims[1]);
        OnnxNetwork source = file.network(true);
        Network network = source.whole(image);
        String output = source.resolve(file.outputs().get(0), image);
        if (output.equals(source.input())) {
            return closeTo(x.values, y.values, "value");
        }
        Map<String, TensorShape> shapes = new TreeMap<>(Map.of(source.input(), source.image(image)));
        for (Node node : network.nodes()) {
            TensorShape own = node.operator()
                    .result(node.inputs().stream().map(shapes::get).toList());
            shapes.put(node.output(), own);
        }
        TensorShape shape = shapes.get(output);
        if (shape == null) {
            throw new ModelFormatException(null, "has no output that is computed from the image", List.of(), null);
        }
        int batch = x.dims[0];
        try (Plan plan = new Plan(source, batch, image, List.of(output))) {
            float[] pixels = channelsLast(x.values, TensorShape.image(image));
            plan.forward(pixels, batch, image);
            float[] got = new float[batch * shape.size()];
            plan.readWhole(output, got);
            String wrong = closeTo(rowMajor(got, shape, batch), y.values, "value");
            wrong = wrong.isEmpty() ? derivatives(plan, pixels, batch, image, output, got.length) : wrong;
            if (!wrong.isEmpty() || !Files.exists(folder.resolve("c.npy"))) {
                return wrong;
            }
            plan.forward(pixels, batch, image);
            Array c = Array.read(folder.resolve("c.npy"));
            Array g = Array.read(folder.resolve("g.npy"));
            float[] gradient = new float[pixels.length];
            plan.reverseWhole(output, channelsLast(c.values, shape), gradient);
            return closeTo(rowMajor(gradient, TensorShape.image(image), batch), g.values, "gradient");
        }
    }

    /**
     * Compares a derivative along a random direction, forward and back, with the difference of two runs. Where two differences disagree there is
     * none.
     */
    private static String derivatives(Plan plan, float[] x, int batch, Shape image, String output, int length) {
        Random random = new Random(1);
        float[] direction = new float[x.length];
        float[] cotangent = new float[length];
        for (int i = 0; i < x.length; i++) {
            direction[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < length; i++) {
            cotangent[i] = (float) random.nextGaussian();
        }
        float[] change = new float[length];
        plan.tangentWhole(direction, output, change);
        float[] gradient = new float[x.length];
        plan.reverseWhole(output, cotangent, gradient);
        double forward = dot(change, cotangent);
        double back = dot(gradient, direction);
        double size = Math.sqrt(dot(change, change) * dot(cotangent, cotangent)) + 1e-3;
        if (Math.abs(forward - back) > 1e-3 * size) {
            return "the tangent gives " + forward + ", the gradient " + back;
        }
        double wide = difference(plan, x, direction, 4e-3f, batch, image, output, cotangent);
        double narrow = difference(plan, x, direction, 2e-3f, batch, image, output, cotangent);
        boolean smooth = Math.abs(wide - narrow) < 0.01 * size;
        return smooth && Math.abs(narrow - forward) > 0.05 * size
                ? "the derivative is " + forward + ", but differences are " + wide + " and " + narrow
                : "";
    }

    private static double difference(
            Plan plan, float[] x, float[] direction, float step, int batch, Shape image, String output, float[] c) {
        double difference = 0;
        for (int sign : new int[] {-1, 1}) {
            float[] moved = x.clone();
            for (int i = 0; i < x.length; i++) {
                moved[i] += sign * step * direction[i];
            }
            float[] y = new float[c.length];
            plan.forward(moved, batch, image);
            plan.readWhole(output, y);
            difference += sign * dot(y, c) / (2 * step);
        }
        return difference;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static String closeTo(float[] got, double[] wanted, String what) {
        if (got.length != wanted.length) {
            return what + "s: " + got.length + " instead of " + wanted.length;
        }
        for (int i = 0; i < got.length; i++) {
            boolean same = Double.compare(got[i], wanted[i]) == 0
                    || Math.abs(got[i] - wanted[i]) <= Math.max(NEAR_ZERO, TOLERANCE * Math.abs(wanted[i]));
            if (!same) {
                return what + " " + i + " is " + got[i] + " instead of " + wanted[i];
            }
        }
        return "";
    }

    private static String closeTo(double[] got, double[] wanted, String what) {
        float[] floats = new float[got.length];
        for (int i = 0; i < got.length; i++) {
            floats[i] = (float) got[i];
        }
        return closeTo(floats, wanted, what);
    }

    /** Values in the order of the file's axes, as they lie in memory. */
    private static float[] channelsLast(double[] values, TensorShape shape) {
        int[] places = places(shape);
        float[] to = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            to[i / places.length * places.length + places[i % places.length]] = (float) values[i];
        }
        return to;
    }

    private static float[] rowMajor(float[] values, TensorShape shape, int batch) {
        int[] places = places(shape);
        float[] to = new float[batch * places.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = values[i / places.length * places.length + places[i % places.length]];
        }
        return to;
    }

    /** For each value in the order of the axes its place in memory. */
    private static int[] places(TensorShape shape) {
        int[] strides = shape.strides();
        int[] counted = shape.rowMajor().strides();
        int[] places = new int[shape.size()];
        for (int i = 0; i < places.length; i++) {
            int left = i;
            for (int axis = 0; axis < shape.rank(); axis++) {
                places[i] += left / counted[axis] * strides[axis];
                left %= counted[axis];
            }
        }
        return places;
    }

    /** A NumPy array of any shape and of any type of number. */
    private record Array(int[] dims, double[] values) {
        static Array read(Path file) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int start = bytes.get(6) == 1 ? 10 : 12;
            int length = bytes.get(6) == 1 ? bytes.getShort(8) : bytes.getInt(8);
            String header = new String(bytes.array(), start, length, StandardCharsets.ISO_8859_1);
            String type = header.replaceAll(".*'descr': '([^']*)'.*\\s*", "$1");
            String shape = header.replaceAll(".*'shape': \\(([^)]*)\\).*\\s*", "$1");
            int[] dims = Splitter.on(',')
                    .splitToStream(shape)
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
            double[] values = new double[Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
            bytes.position(start + length);
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (type) {
                    case "<f4" -> bytes.getFloat();
                    case "<f8" -> bytes.getDouble();
                    case "<i8" -> bytes.getLong();
                    case "<i4" -> bytes.getInt();
                    default -> bytes.get();
                };
            }
            return new Array(dims, values);
        }
    }
}
