package io.github.activationatlas.models.internal.onnx;

import io.github.activationatlas.models.ModelFormatException;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages ONNX files at random and opens and runs them: each is right, or is refused by a {@link ModelFormatException}. As a program, with files and
 * the number of mutants of each as arguments, it prints what went wrong otherwise.
 */
public final class OnnxMutants {
    private static final int SIZE = 16;

    private OnnxMutants() {}

    public static void main(String[] args) throws IOException {
        int each = Integer.parseInt(args[args.length - 1]);
        int refused = 0;
        double longest = 0;
        List<String> faults = new ArrayList<>();
        for (String file : Arrays.copyOf(args, args.length - 1)) {
            for (int seed = 0; seed < each; seed++) {
                long started = System.nanoTime();
                String fault = fault(Files.readAllBytes(Path.of(file)), seed);
                longest = Math.max(longest, (System.nanoTime() - started) / 1e9);
                if (fault.equals(REFUSED)) {
                    refused++;
                } else if (!fault.isEmpty()) {
                    faults.add(file + " " + seed + ": " + fault);
                }
            }
        }
        faults.forEach(System.out::println);
        System.out.println((args.length - 1) * each + " mutants, " + refused + " refused, " + faults.size()
                + " at fault; the slowest took " + longest + " s");
    }

    static final String REFUSED = "refused";

    /** What happens to a damaged file: nothing, {@link #REFUSED}, or what should not. */
    static String fault(byte[] model, long seed) throws IOException {
        Path file = Files.createTempFile("mutant", ".onnx");
        try {
            Files.write(file, mutant(model, new Random(seed)));
            return run(file);
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] mutant(byte[] model, Random random) {
        byte[] bytes = random.nextInt(8) == 0 ? Arrays.copyOf(model, random.nextInt(model.length)) : model.clone();
        for (int i = 0; bytes.length > 0 && i < 1 + random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static String run(Path file) throws IOException {
        try {
            var declared = VisionModel.from(file).declaredInput();
            int size = declared.build().size();
            VisionModel model = VisionModel.from(file)
                    .input(size > 64 ? declared.size(SIZE).build() : declared.build())
                    .open();
            try (NetworkRunner runner = model.runner(1, model.input().size(), model.logits())) {
                int side = model.input().size();
                runner.forward(new float[side * side * model.input().channels()], 1, side, side);
            }
            return "";
        } catch (ModelFormatException e) {
            return REFUSED;
        } catch (IllegalArgumentException e) {
            // The preprocessing that this program asks for does not fit: no fault of the file's.
            return String.valueOf(e.getMessage()).contains("preprocessing")
                            || String.valueOf(e.getMessage()).startsWith("channels must be")
                    ? REFUSED
                    : e.toString();
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return e.toString() + " at "
                    + Arrays.stream(e.getStackTrace()).limit(6).toList();
        }
    }
}
