package io.github.activationatlas.models.internal.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The formats that are recognised by their first bytes. */
enum ImageFormat {
    JPEG("JPEG", ""),
    PNG("PNG", ""),
    GIF("GIF", ""),
    BMP("BMP", ""),
    TIFF("TIFF", "com.twelvemonkeys.imageio:imageio-tiff"),
    WEBP("WebP", "com.twelvemonkeys.imageio:imageio-webp"),
    HEIC("HEIC", ""),
    AVIF("AVIF", ""),
    JPEG2000("JPEG 2000", "com.github.jai-imageio:jai-imageio-jpeg2000"),
    PNM("PNM", "com.twelvemonkeys.imageio:imageio-pnm"),
    OTHER("", "");

    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "hevc", "hevx", "mif1", "msf1", "heim", "heis");

    final String title;
    private final String plugIn;

    ImageFormat(String title, String plugIn) {
        this.title = title;
        this.plugIn = plugIn;
    }

    static ImageFormat of(ByteBuffer file) {
        byte[] start = new byte[Math.min(16, file.remaining())];
        file.get(file.position(), start);
        String head = new String(start, StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00FF\u00D8\u00FF")) {
            return JPEG;
        } else if (head.startsWith("\u0089PNG\r\n\u001A\n")) {
            return PNG;
        } else if (head.startsWith("GIF8")) {
            return GIF;
        } else if (head.startsWith("BM")) {
            return BMP;
        } else if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
            return TIFF;
        } else if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return WEBP;
        } else if (head.startsWith("ftyp", 4) && head.length() >= 12) {
            String brand = head.substring(8, 12);
            return brand.startsWith("avi") ? AVIF : HEIC_BRANDS.contains(brand) ? HEIC : OTHER;
        } else if (head.startsWith("jP  ", 4) || head.startsWith("\u00FFO\u00FFQ")) {
            return JPEG2000;
        }
        return head.matches("(?s)P[1-7]\\s.*") ? PNM : OTHER;
    }

    /** Says that the readers do not know this kind of the format, and which may. */
    UnsupportedImageException unsupported(Exception cause) {
        String add = plugIn.isEmpty() ? "" : "; the plug-in " + plugIn + " on the class path may read it";
        return new UnsupportedImageException(
                "is " + title + " of a kind that ImageIO does not read: " + cause.getMessage() + add, cause);
    }

    /** Says that no reader is there, and what to add. */
    UnsupportedImageException unknown() {
        String of = title.isEmpty() ? "" : "(" + title + ") ";
        String add = plugIn.isEmpty()
                ? title.isEmpty() ? "" : "; add an ImageIO plug-in for it to the class path"
                : "; add the plug-in " + plugIn + " to the class path";
        return new UnsupportedImageException(of + "is not of a format that ImageIO knows" + add);
    }
}
