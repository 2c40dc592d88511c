package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An image that is not read, although it need not be damaged; the message goes on after the file's name. */
public final class UnsupportedImageException extends IOException {
    private static final long serialVersionUID = 1;

    public UnsupportedImageException(String message) {
        super(message);
    }

    public UnsupportedImageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
