package io.github.activationatlas.page;

import com.google.gson.Gson;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** Where the parts of a page go that are not always needed: files beside it, or elements in it. Names are ours, never data. */
interface PageParts {
    /** Gson escapes the characters that would end a script element or a line of a script. */
    Gson GSON = new Gson();

    void data(String name, Object data) throws IOException;

    void image(String name, BufferedImage image) throws IOException;
}
