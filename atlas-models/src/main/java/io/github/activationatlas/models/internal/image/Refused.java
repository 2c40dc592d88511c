package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A picture that is not read, although it need not be damaged; the message goes on after the file's name. */
public final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    public Refused(String message) {
        super(message);
    }

    public Refused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
