package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Hears what a reader warns of: it goes on with damaged data and fills in what is missing. */
final class WarningListener implements IIOReadWarningListener {
    private static final Pattern EXTRA =
            Pattern.compile("Corrupt JPEG data: (\\d+) extraneous bytes before marker 0xd9");
    /** A field that may be missing, and what is taken for it. */
    private static final Pattern DEFAULTS = Pattern.compile("(?s).*not found, assuming.*");

    private final List<String> warnings = new ArrayList<>();

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        if (DEFAULTS.matcher(warning).matches()) {
            return;
        }
        warnings.add(warning);
        if (!EXTRA.matcher(warning).matches()) {
            source.abort();
        }
    }

    void check(EncodedImage encoded) throws IOException {
        for (String warning : warnings) {
            Matcher extra = EXTRA.matcher(warning);
            if (!extra.matches() || !isPadding(encoded.stream(), Integer.parseInt(extra.group(1)))) {
                throw new IOException(warning);
            }
        }
    }

    /** Some cameras fill up the last block with equal bytes; other bytes there mean that the decoder lost its way before. */
    private static boolean isPadding(List<ByteBuffer> stream, int count) {
        ByteBuffer scan = stream.get(stream.size() - 1);
        int end = 1;
        while (end < scan.limit() && (scan.get(end - 1) != (byte) 0xFF || scan.get(end) != (byte) 0xD9)) {
            end++;
        }
        for (int i = end - 1 - count; i < end - 1; i++) {
            if (i < 0 || scan.get(i) != scan.get(end - 2)) {
                return false;
            }
        }
        return true;
    }
}
