package io.github.activationatlas.inversion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** How a picture is moved before each step, so that what is found does not depend on single pixels. */
public enum Transforms {
    /**
     * The chain of the activation atlas notebooks in Lucid: white padding of 2 pixels, jitters of 4, 4, 8, 8 and 8, a scale of 0.67 to 1.03,
     * a rotation of up to 20 degrees, a jitter of 2. Of 80 pixels the network sees 32 to 51.
     */
    LUCID {
        @Override
        View draw(int size, SplittableRandom random) {
            int margin = size >= 72 ? 8 : size >= 48 ? 4 : size >= 24 ? 2 : 1;
            int[] jitters = {margin / 2, margin / 2, margin, margin, margin};
            double row = -2;
            double column = -2;
            int cropped = size + 4;
            for (int d : jitters) {
                row += random.nextInt(d + 1);
                column += random.nextInt(d + 1);
                cropped -= d;
            }
            double scale = SCALES.get(random.nextInt(SCALES.size()));
            double angle = Math.toRadians(ANGLES.get(random.nextInt(ANGLES.size())));
            int scaled = (int) (cropped * scale);
            int seen = scaled - 2;
            return new View(
                    size,
                    2,
                    seen,
                    scaled,
                    (double) cropped / scaled,
                    angle,
                    row,
                    column,
                    random.nextInt(3),
                    random.nextInt(3));
        }
    },
    /** Shifts of up to an eighth of the picture. */
    JITTER {
        @Override
        View draw(int size, SplittableRandom random) {
            int d = Math.max(1, size / 8);
            int seen = size - d;
            return new View(size, 0, seen, seen, 1, 0, random.nextInt(d + 1), random.nextInt(d + 1), 0, 0);
        }
    },
    /** None: the whole picture, every time. */
    NONE {
        @Override
        View draw(int size, SplittableRandom random) {
            return View.whole(size);
        }
    };

    private static final List<Double> SCALES = scales();
    private static final List<Integer> ANGLES = angles();

    abstract View draw(int size, SplittableRandom random);

    /** 0.995^n for n from -5 to 79, and twice 0.998^n for n from 20 to 39. */
    private static List<Double> scales() {
        List<Double> scales = new ArrayList<>();
        for (int n = -5; n < 80; n++) {
            scales.add(Math.pow(0.995, n));
        }
        for (int n = 20; n < 40; n++) {
            scales.addAll(Collections.nCopies(2, Math.pow(0.998, n)));
        }
        return List.copyOf(scales);
    }

    /** Degrees from -20 to 19, -10 to 9 and -5 to 4, and five zeros. */
    private static List<Integer> angles() {
        List<Integer> angles = new ArrayList<>(Collections.nCopies(5, 0));
        for (int reach : new int[] {20, 10, 5}) {
            for (int a = -reach; a < reach; a++) {
                angles.add(a);
            }
        }
        return List.copyOf(angles);
    }
}
