package io.github.activationatlas.models.internal.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** TIFF files of one strip, written from the specification. */
final class MadeTiff {
    private MadeTiff() {}

    /**
     * Writes a file.
     *
     * @param photometric 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr
     * @param tags numbers of 16 bits of other tags
     */
    static byte[] bytes(
            ByteOrder order,
            int width,
            int height,
            int photometric,
            int[] depths,
            byte[] strip,
            Map<Integer, int[]> tags) {
        TreeMap<Integer, int[]> all = new TreeMap<>(tags);
        all.put(256, new int[] {width});
        all.put(257, new int[] {height});
        all.put(258, depths);
        all.putIfAbsent(259, new int[] {1});
        all.put(262, new int[] {photometric});
        all.put(273, new int[] {8});
        all.put(277, new int[] {depths.length});
        all.put(278, new int[] {height});
        all.put(279, new int[] {strip.length});
        int directory = 8 + strip.length + strip.length % 2;
        int beyond = directory + 2 + 12 * all.size() + 4;
        ByteBuffer file = ByteBuffer.allocate(beyond + 4096).order(order);
        file.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D))
                .putShort((short) 42);
        file.putInt(directory).put(strip).position(directory);
        file.putShort((short) all.size());
        for (Map.Entry<Integer, int[]> tag : all.entrySet()) {
            int[] values = tag.getValue();
            file.putShort(tag.getKey().shortValue()).putShort((short) 3).putInt(values.length);
            int at = file.position();
            if (values.length > 2) {
                file.putInt(beyond);
                at = beyond;
                beyond += 2 * values.length;
            } else {
                file.putInt(0);
            }
            for (int i = 0; i < values.length; i++) {
                file.putShort(at + 2 * i, (short) values[i]);
            }
        }
        byte[] bytes = new byte[beyond];
        file.get(0, bytes);
        return bytes;
    }
}
