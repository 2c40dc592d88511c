package io.github.activationatlas.models.pictures;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A picture that is not read, although it need not be damaged; the message goes on after the file's name. */
final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }

    Refused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
