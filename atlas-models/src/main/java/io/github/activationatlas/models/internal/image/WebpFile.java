package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A WebP file: the chunk that holds the first frame's colours, without profile and transparency, and its EXIF data. */
final class WebpFile {
    private static final int VP8 = 0x56503820;
    private static final int VP8L = 0x5650384C;
    private static final int VP8X = 0x56503858;
    private static final int ANMF = 0x414E4D46;
    private static final int EXIF = 0x45584946;

    private final ByteBuffer file;
    private final List<ByteBuffer> frame = new ArrayList<>();
    private Orientation orientation = Orientation.UPRIGHT;
    private long width;
    private long height;
    private int x;
    private int y;

    private WebpFile(ByteBuffer file) {
        this.file = file;
    }

    static EncodedImage parse(ByteBuffer file) throws IOException {
        WebpFile webp = new WebpFile(file.duplicate().order(ByteOrder.LITTLE_ENDIAN));
        webp.chunks(12, file.limit());
        if (webp.frame.isEmpty()) {
            throw new IOException("it holds no image");
        }
        ByteBuffer riff = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        int length = webp.frame.get(0).remaining();
        riff.put(file.slice(0, 4)).putInt(length + 4).put(file.slice(8, 4)).flip();
        webp.frame.add(0, riff);
        return new EncodedImage(
                ImageFormat.WEBP,
                new EncodedImage.Canvas(webp.width, webp.height, webp.x, webp.y, 0),
                webp.frame,
                0,
                webp.orientation,
                null);
    }

    private void chunks(int from, int to) throws IOException {
        int at = from;
        while (to - at >= 8) {
            int type = Integer.reverseBytes(file.getInt(at));
            long length = file.getInt(at + 4) & 0xFFFFFFFFL;
            int body = at + 8;
            if (length > to - body) {
                if (frame.isEmpty()) {
                    throw new IOException("it ends within a chunk of " + length + " bytes");
                }
                return;
            }
            if (type == VP8X) {
                width = (file.getInt(body + 4) & 0xFFFFFF) + 1L;
                height = (file.getInt(body + 6) >>> 8) + 1L;
            } else if (type == ANMF && frame.isEmpty()) {
                x = 2 * (file.getInt(body) & 0xFFFFFF);
                y = 2 * (file.getInt(body + 2) >>> 8);
                chunks(body + 16, body + (int) length);
            } else if ((type == VP8 || type == VP8L) && frame.isEmpty()) {
                int whole = Math.min(to - at, 8 + (int) (length + (length & 1)));
                frame.add(file.slice(at, whole));
            } else if (type == EXIF) {
                boolean prefixed = length > 6 && Integer.reverseBytes(file.getInt(body)) == 0x45786966;
                int skip = prefixed ? 6 : 0;
                orientation = Orientation.ofTiff(file.slice(body + skip, (int) length - skip));
            }
            at = body + (int) (length + (length & 1));
            if (at < 0) {
                return;
            }
        }
    }
}
