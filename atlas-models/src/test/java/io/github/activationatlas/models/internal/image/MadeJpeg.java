package io.github.activationatlas.models.internal.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/** JPEG files of every subsampling. */
final class MadeJpeg {
    private static final String TREE = "javax_imageio_jpeg_image_1.0";

    private MadeJpeg() {}

    /** A picture of slopes, with enough in it that every row takes bytes. */
    static BufferedImage slopes(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int wave = (int) (60 * Math.sin(x * 0.7 + y * 0.9));
                int red = 100 + wave + x * 90 / width;
                int green = 70 + y * 150 / height;
                image.setRGB(x, y, red << 16 | green << 8 | 200 - red / 2);
            }
        }
        return image;
    }

    /** Writes YCbCr with the given sampling of the luma, or grey if the picture is. */
    static byte[] bytes(BufferedImage image, int across, int down, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(0.95f);
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), how);
        IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(TREE);
        IIOMetadataNode luma =
                (IIOMetadataNode) tree.getElementsByTagName("componentSpec").item(0);
        luma.setAttribute("HsamplingFactor", String.valueOf(across));
        luma.setAttribute("VsamplingFactor", String.valueOf(down));
        metadata.setFromTree(TREE, tree);
        return write(writer, new IIOImage(image, null, metadata), how);
    }

    /** Writes four bands as they are. */
    static byte[] cmyk(WritableRaster bands) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        return write(writer, new IIOImage(bands, null, null), null);
    }

    private static byte[] write(ImageWriter writer, IIOImage image, @Nullable ImageWriteParam how) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Puts a segment behind the start of the file. */
    static byte[] with(byte[] jpeg, int marker, byte[] body) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + body.length + 4).put(jpeg, 0, 2);
        file.putShort((short) marker).putShort((short) (body.length + 2)).put(body);
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** Takes away the segments of applications, such as JFIF's. */
    static byte[] bare(byte[] jpeg) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.write(jpeg, 0, 2);
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != 0xDA) {
            int length = 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
            if ((jpeg[at + 1] & 0xF0) != 0xE0) {
                kept.write(jpeg, at, length);
            }
            at += length;
        }
        kept.writeBytes(Arrays.copyOfRange(jpeg, at, jpeg.length));
        return kept.toByteArray();
    }
}
