package io.github.activationatlas.models;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, as tag 0x0112 of a JPEG's EXIF data says (Exif 2.32, section 4.6.4): 1 is upright; 2 to 8 are mirrored or turned.
 */
record ExifOrientation(int tag) {
    private static final int ORIENTATION = 0x0112;

    /** Finds the tag; 1 if there is none or the data makes no sense. */
    static ExifOrientation of(byte[] jpeg) {
        try {
            return new ExifOrientation(find(ByteBuffer.wrap(jpeg)));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return new ExifOrientation(1);
        }
    }

    private static int find(ByteBuffer in) {
        if (in.remaining() < 4 || in.getShort() != (short) 0xFFD8) {
            return 1;
        }
        while (in.remaining() > 4) {
            int marker = in.getShort() & 0xFFFF;
            int length = (in.getShort() & 0xFFFF) - 2;
            if (marker < 0xFFE0 || marker == 0xFFDA) {
                return 1;
            }
            if (marker == 0xFFE1 && length > 14 && in.getInt(in.position()) == 0x45786966) {
                return inTiff(in.slice(in.position() + 6, length - 6));
            }
            in.position(in.position() + length);
        }
        return 1;
    }

    private static int inTiff(ByteBuffer tiff) {
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION) {
                int value = tiff.getShort(entry + 8) & 0xFFFF;
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
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
