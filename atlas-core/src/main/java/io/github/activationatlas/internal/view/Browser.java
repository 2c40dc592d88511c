package io.github.activationatlas.internal.view;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desktop's browser, if there is one. */
public final class Browser {
    private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

    private Browser() {}

    /** Checks whether a browser was asked to open the page. */
    public static boolean open(Path page) {
        boolean there = !GraphicsEnvironment.isHeadless()
                && Desktop.isDesktopSupported()
                && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE);
        if (!there) {
            LOG.info("There is no desktop to open {} on", page);
            return false;
        }
        try {
            Desktop.getDesktop().browse(page.toUri());
            return true;
        } catch (IOException e) {
            LOG.warn("The browser did not open {}: {}", page, e.getMessage());
            return false;
        }
    }
}
