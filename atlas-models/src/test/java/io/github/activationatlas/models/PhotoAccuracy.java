package io.github.activationatlas.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often a network names photos whose file names begin with the WordNet id of what they show. As a program it takes the network, its
 * labels, the folder of photos and the input's size (BGR, values to 255 minus 104, 117, 123, as Caffe's networks take them), and prints
 * the shares of top 1 and top 5.
 */
record PhotoAccuracy(int photos, int first, int firstFive) {
    private static final int BATCH = 20;

    static Preprocessing caffe(int size) {
        return Preprocessing.builder()
                .size(size)
                .channelOrder(Preprocessing.ChannelOrder.BGR)
                .valueRange(255)
                .mean(104, 117, 123)
                .build();
    }

    static List<Path> photos(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static PhotoAccuracy of(VisionModel model, List<Path> photos) throws IOException {
        int size = model.input().size();
        int classes = model.labels().names().size();
        float[] pictures = new float[BATCH * size * size * 3];
        float[] logits = new float[BATCH * classes];
        int first = 0;
        int five = 0;
        try (NetworkRunner runner = model.runner(BATCH, size, model.logits())) {
            for (int from = 0; from < photos.size(); from += BATCH) {
                int count = Math.min(BATCH, photos.size() - from);
                for (int i = 0; i < count; i++) {
                    float[] picture = Images.toSquare(Images.read(photos.get(from + i)), model.input());
                    System.arraycopy(picture, 0, pictures, i * picture.length, picture.length);
                }
                runner.forward(pictures, count, size, size);
                runner.read(model.logits(), logits);
                for (int i = 0; i < count; i++) {
                    String id = photos.get(from + i).getFileName().toString().substring(0, 9);
                    int rank = rank(
                            logits,
                            i * classes,
                            classes,
                            model.labels().wordNetIds().indexOf(id));
                    first += rank == 0 ? 1 : 0;
                    five += rank < 5 ? 1 : 0;
                }
            }
        }
        return new PhotoAccuracy(photos.size(), first, five);
    }

    private static int rank(float[] logits, int at, int classes, int wanted) {
        return (int) IntStream.range(0, classes)
                .filter(c -> !(logits[at + c] <= logits[at + wanted]))
                .count();
    }

    double top1() {
        return 100.0 * first / photos;
    }

    double top5() {
        return 100.0 * firstFive / photos;
    }

    public static void main(String[] args) throws IOException {
        VisionModel model = VisionModel.from(Path.of(args[0]))
                .labels(Labels.read(Path.of(args[1])))
                .input(caffe(Integer.parseInt(args[3])))
                .open();
        PhotoAccuracy found = of(model, photos(Path.of(args[2])));
        System.out.printf(
                java.util.Locale.ROOT,
                "top-1 %.1f %%, top-5 %.1f %% of %d images%n",
                found.top1(),
                found.top5(),
                found.photos());
    }
}
