package io.github.activationatlas.examples.cli;

import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.files.CannotWriteException;
import io.github.activationatlas.files.FailureReasons;
import io.github.activationatlas.models.ModelFormatException;
import io.github.activationatlas.models.UnreadableImageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Reports why a command failed, and chooses the exit code. */
final class Failures {
    /** A wrong option, a damaged file, or failed input or output. */
    static final int MISTAKE = 2;

    /** EX_SOFTWARE of sysexits.h: an internal error. */
    static final int BUG = 70;

    /** 128 and the number of SIGINT, as shells have it. */
    static final int INTERRUPTED = 130;

    private static final String REQUEST =
            "This is a bug; please report it with the lines above at the project's issue tracker";

    private Failures() {}

    /** Prints a failure: one sentence where the user can mend it, else the stack trace. Returns the exit code. */
    static int report(Throwable e, PrintWriter err) {
        if (e instanceof UncheckedIOException u && u.getCause().toString().equals(e.getMessage())) {
            // It adds nothing to its cause.
            return report(u.getCause(), err);
        }
        if (interrupted(e) || e instanceof UncheckedIOException u && interrupted(u.getCause())) {
            err.println("Stopped: " + (e.getMessage() == null ? "interrupted" : e.getMessage()));
            return INTERRUPTED;
        }
        String sentence = sentence(e);
        if (sentence != null) {
            err.println(sentence);
            return MISTAKE;
        }
        e.printStackTrace(err);
        err.println(REQUEST);
        return BUG;
    }

    private static boolean interrupted(Throwable e) {
        return e instanceof CancellationException
                || e instanceof InterruptedException
                || e instanceof InterruptedIOException
                || e instanceof ClosedByInterruptException;
    }

    /** The message for a failure that was foreseen; null for a bug. */
    private static @Nullable String sentence(Throwable e) {
        if (e instanceof NoSuchFileException missing) {
            return "There is no file " + missing.getFile();
        }
        if (e instanceof FileSystemException f && !(e instanceof CannotWriteException)) {
            return "cannot read " + f.getFile() + ": " + FailureReasons.of(f);
        }
        if (e instanceof IOException io && io.getMessage() == null) {
            return "cannot read or write: " + FailureReasons.of(io);
        }
        boolean foreseen = e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof AtlasFormatException
                || e instanceof ModelFormatException
                || e instanceof UnreadableImageException
                || e instanceof IOException
                || e instanceof UncheckedIOException;
        return foreseen ? e.getMessage() : null;
    }
}
