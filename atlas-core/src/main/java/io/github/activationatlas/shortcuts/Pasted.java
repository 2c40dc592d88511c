package io.github.activationatlas.shortcuts;

import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.Preprocessing;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** A patch at the size and place where it is pasted. */
final class Pasted {
    private final float[] values;
    private final int side;
    private final int row;
    private final int column;
    private final int width;
    private final int channels;

    private Pasted(float[] values, Pasted like) {
        this.values = values;
        this.side = like.side;
        this.row = like.row;
        this.column = like.column;
        this.width = like.width;
        this.channels = like.channels;
    }

    Pasted(BufferedImage patch, PatchPlace place, Preprocessing input) {
        this.width = input.size();
        this.channels = input.channels();
        this.side = Math.max(1, (int) Math.round(place.size() * width));
        this.row = (int) Math.round(place.y() * (width - side));
        this.column = (int) Math.round(place.x() * (width - side));
        this.values = Images.toSquare(
                patch,
                Preprocessing.builder()
                        .channels(channels)
                        .size(side)
                        .crop(Preprocessing.Crop.RESIZE)
                        .build());
    }

    /** The same with its pixels in random order. */
    Pasted scrambled(SplittableRandom random) {
        float[] mixed = values.clone();
        for (int i = side * side - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            for (int c = 0; c < channels; c++) {
                float kept = mixed[i * channels + c];
                mixed[i * channels + c] = mixed[j * channels + c];
                mixed[j * channels + c] = kept;
            }
        }
        return new Pasted(mixed, this);
    }

    void onto(float[] images, int offset) {
        for (int y = 0; y < side; y++) {
            System.arraycopy(
                    values,
                    y * side * channels,
                    images,
                    offset + ((row + y) * width + column) * channels,
                    side * channels);
        }
    }
}
