package io.github.activationatlas.models.internal.image;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;

/** How a camera was held, as tag 0x0112 of EXIF data says (Exif 2.32, section 4.6.4): 1 is upright; 2 to 8 are mirrored or turned. */
record Orientation(int tag) {
    static final Orientation UPRIGHT = new Orientation(1);

    /** Finds the tag in EXIF data, which are laid out as a TIFF file; upright if there is none or the data make no sense. */
    static Orientation ofTiff(ByteBuffer exif) {
        try {
            return of(TiffTags.read(exif));
        } catch (RuntimeException | java.io.IOException damaged) {
            return UPRIGHT;
        }
    }

    static Orientation of(TiffTags tags) {
        long value = tags.get(TiffTags.ORIENTATION, 1);
        return value >= 1 && value <= 8 ? new Orientation((int) value) : UPRIGHT;
    }

    BufferedImage upright(BufferedImage image) {
        if (tag == 1) {
            return image;
        }
        int w = image.getWidth();
        int h = image.getHeight();
        AffineTransform toUpright = switch (tag) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            default -> new AffineTransform(0, -1, 1, 0, 0, w);
        };
        boolean turned = tag >= 5;
        BufferedImage upright = new BufferedImage(turned ? h : w, turned ? w : h, BufferedImage.TYPE_INT_RGB);
        return new AffineTransformOp(toUpright, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(image, upright);
    }
}
