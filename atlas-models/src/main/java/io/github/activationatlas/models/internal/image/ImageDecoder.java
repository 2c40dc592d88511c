package io.github.activationatlas.models.internal.image;

import com.google.common.collect.ImmutableList;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Runs an ImageIO reader. */
public final class ImageDecoder {
    /** Images of more pixels than this are subsampled. */
    static final long WHOLE = 16_000_000;

    private ImageDecoder() {}

    public static BufferedImage decode(EncodedImage encoded, long maxPixels) throws IOException {
        try (ImageInputStream in = new SlicedInputStream(encoded.stream())) {
            List<ImageReader> readers = readers(encoded.format(), in);
            for (int i = 0; i < readers.size(); i++) {
                ImageReader reader = readers.get(i);
                try {
                    in.seek(0);
                    reader.setInput(in, false, true);
                    return decode(encoded, reader, maxPixels);
                } catch (IIOException e) {
                    String why = String.valueOf(e.getMessage());
                    if (!why.toLowerCase(Locale.ROOT)
                            .matches("(?s).*(not supported|unsupported|unknown compression).*")) {
                        throw e;
                    }
                    if (i == readers.size() - 1) {
                        throw encoded.format().unsupported(e);
                    }
                } finally {
                    reader.dispose();
                }
            }
            throw encoded.format().unknown();
        }
    }

    /** The JDK's own reader first, so that plug-ins change no pixels; the others for what it does not know. */
    private static List<ImageReader> readers(ImageFormat format, ImageInputStream in) {
        Iterator<ImageReader> found = format.ordinal() <= ImageFormat.WEBP.ordinal()
                ? ImageIO.getImageReadersByFormatName(format.title.toLowerCase(Locale.ROOT))
                : ImageIO.getImageReaders(in);
        List<ImageReader> readers = new ArrayList<>(ImmutableList.copyOf(found));
        readers.sort(Comparator.comparing(reader -> !isTheJdks(reader)));
        return readers;
    }

    static boolean isTheJdks(ImageReader reader) {
        return reader.getClass().getName().startsWith("com.sun.imageio.");
    }

    private static BufferedImage decode(EncodedImage encoded, ImageReader reader, long maxPixels) throws IOException {
        EncodedImage.Canvas canvas = encoded.canvas();
        check(canvas.width(), canvas.height(), maxPixels);
        if (encoded.length() < encoded.least()) {
            throw new UnsupportedImageException("is truncated: " + canvas.width() + " x " + canvas.height()
                    + " pixels take at least " + encoded.least() + " bytes, but it holds " + encoded.length());
        }
        long frameWidth = reader.getWidth(0);
        long frameHeight = reader.getHeight(0);
        long width = Math.max(canvas.width(), frameWidth);
        long height = Math.max(canvas.height(), frameHeight);
        check(width, height, maxPixels);
        int step = step(width, height);
        ImageReadParam how = reader.getDefaultReadParam();
        if (step > 1) {
            how.setSourceSubsampling(step, step, 0, 0);
        }
        WarningListener watch = new WarningListener();
        reader.addIIOReadWarningListener(watch);
        Raster raster;
        ColorConversion colors = encoded.colors();
        if (encoded.format() == ImageFormat.JPEG) {
            raster = reader.readRaster(0, how);
        } else {
            BufferedImage decoded = reader.read(0, how);
            raster = decoded.getRaster();
            colors = colors == null ? ColorConversion.of(decoded.getColorModel()) : colors;
        }
        watch.check(encoded);
        BufferedImage image = new BufferedImage(
                (int) ((width + step - 1) / step), (int) ((height + step - 1) / step), BufferedImage.TYPE_INT_RGB);
        if (canvas.background() != 0) {
            Graphics2D g = image.createGraphics();
            g.setColor(new Color(canvas.background()));
            g.fillRect(0, 0, image.getWidth(), image.getHeight());
            g.dispose();
        }
        java.util.Objects.requireNonNull(colors).draw(raster, image, canvas.x() / step, canvas.y() / step);
        return image;
    }

    private static void check(long width, long height, long maxPixels) throws UnsupportedImageException {
        if (width > 0 && height > maxPixels / width) {
            throw new UnsupportedImageException(
                    "declares " + width + " x " + height + " pixels, more than the limit of " + maxPixels);
        }
    }

    /** The smallest step that leaves few enough pixels. */
    public static int step(long width, long height) {
        int step = 1;
        while ((width + step - 1) / step * ((height + step - 1) / step) > WHOLE) {
            step++;
        }
        return step;
    }
}
