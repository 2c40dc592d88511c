package io.github.activationatlas.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Writer;
import java.util.Base64;

/** Parts as elements of the page itself, which the browser does not run and the script reads when it needs them. */
final class InlineParts implements PageParts {
    private final Writer page;

    InlineParts(Writer page) {
        this.page = page;
    }

    @Override
    public void data(String name, Object data) throws IOException {
        page.write("<script type=\"application/json\" id=\"" + name + "\">");
        GSON.toJson(data, page);
        page.write("</script>\n");
    }

    @Override
    public void image(String name, BufferedImage image) throws IOException {
        page.write("<script type=\"text/plain\" id=\"" + name + "\">data:image/jpeg;base64,");
        page.write(Base64.getEncoder().encodeToString(Jpeg.of(image)));
        page.write("</script>\n");
    }
}
