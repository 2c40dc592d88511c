package io.github.activationatlas.page;

import com.google.common.base.Splitter;
import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts that make up any page: the map viewer Leaflet, our own scripts and style, and the frame. */
final class PageText {
    /** In the order in which they are run. */
    static final List<String> SCRIPTS = List.of(
            "parts.js",
            "cells.js",
            "looks.js",
            "icons.js",
            "names.js",
            "search.js",
            "details.js",
            "bars.js",
            "side.js",
            "keyboard.js",
            "view.js",
            "main.js");

    private static final String LEAFLET = "META-INF/resources/webjars/leaflet/1.9.4/";
    private static final Pattern GAP = Pattern.compile("\\{\\{(\\w+)}}");

    private PageText() {}

    static String own(String name) throws IOException {
        return Resources.toString(Resources.getResource(PageText.class, name), StandardCharsets.UTF_8);
    }

    static String leaflet(String name) throws IOException {
        URL url = PageText.class.getClassLoader().getResource(LEAFLET + name);
        if (url == null) {
            throw new IOException("Leaflet's " + name + " is not on the class path; add org.webjars.npm:leaflet:1.9.4");
        }
        // A source map is not in the page, and neither are images for controls that it does not have.
        return String.join(
                        "\n",
                        Splitter.on('\n')
                                .splitToStream(Resources.toString(url, StandardCharsets.UTF_8))
                                .filter(line -> !line.startsWith("//# sourceMappingURL"))
                                .toList())
                .replaceAll("url\\([^)]*\\.png\\)", "none");
    }

    /** The page up to where its parts stand if it is one file. */
    static String head(String title, String policy, String style) throws IOException {
        return fill(
                "head.html",
                Map.of("title", HtmlEscapers.htmlEscaper().escape(title), "policy", policy, "style", style));
    }

    /** The page from there on. */
    static String foot(String index, String scripts) throws IOException {
        return fill("foot.html", Map.of("index", index, "scripts", scripts));
    }

    /** Fills the gaps in one pass, so that nothing in a text is taken for the name of another. */
    private static String fill(String frame, Map<String, String> texts) throws IOException {
        return GAP.matcher(own(frame))
                .replaceAll(gap -> Matcher.quoteReplacement(texts.getOrDefault(gap.group(1), "")));
    }
}
