package io.github.activationatlas.page;

import com.google.common.base.Splitter;
import com.google.common.collect.Lists;
import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Writes a page into one file: the map viewer Leaflet, our own script and style, the data as JSON, and the maps cut into tiles of 10 x 10
 * cells as JPEG.
 */
public final class PageWriter {
    private static final String LEAFLET = "META-INF/resources/webjars/leaflet/1.9.4/dist/";
    private static final List<String> SCRIPTS = List.of("grid.js", "details.js", "classes.js", "main.js");
    private static final Pattern PART = Pattern.compile("\\{\\{(\\w+)}}");
    private static final int TILE = 10;
    private static final float QUALITY = 0.88f;

    /** Gson escapes the characters that would end a script element. */
    private static final Gson GSON = new GsonBuilder().create();

    private PageWriter() {}

    private record Data(String title, List<String> labels, List<LayerData> layers, Map<String, String> facts) {}

    private record LayerData(String name, int points, List<GridData> grids) {}

    private record GridData(int size, List<CellData> cells, List<TileData> tiles) {}

    private record CellData(int column, int row, int count, List<List<Number>> classes) {}

    private record TileData(int column, int row, int cells, String url) {}

    /**
     * Writes the page; it appears when it is complete.
     *
     * @param atlas what it shows
     * @param file the file, replaced if it is there; its folder exists
     * @throws IOException if it cannot be written
     */
    public static void write(PageAtlas atlas, Path file) throws IOException {
        List<LayerData> layers = new ArrayList<>();
        for (PageLayer layer : atlas.layers()) {
            List<GridData> grids = new ArrayList<>();
            for (PageGrid grid : layer.grids()) {
                grids.add(new GridData(grid.size(), Lists.transform(grid.cells(), PageWriter::cell), tiles(grid)));
            }
            layers.add(new LayerData(layer.name(), layer.points(), grids));
        }
        String data = GSON.toJson(new Data(atlas.title(), atlas.labels(), layers, atlas.facts()));
        StringBuilder script = new StringBuilder(leaflet("leaflet.js")).append('\n');
        for (String name : SCRIPTS) {
            script.append(own(name)).append('\n');
        }
        Map<String, String> parts = Map.of(
                "title",
                HtmlEscapers.htmlEscaper().escape(atlas.title()),
                "style",
                leaflet("leaflet.css").replaceAll("url\\([^)]*\\)", "none") + own("page.css"),
                "data",
                data,
                "script",
                script.toString());
        // In one pass, so that nothing in a part is taken for the name of another.
        String page = PART.matcher(own("page.html"))
                .replaceAll(name -> Matcher.quoteReplacement(parts.getOrDefault(name.group(1), "")));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, page);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static CellData cell(PageCell cell) {
        List<List<Number>> classes = new ArrayList<>();
        cell.classes().forEach(share -> classes.add(List.of(share.label(), share.attribution())));
        return new CellData(cell.column(), cell.row(), cell.count(), classes);
    }

    private static List<TileData> tiles(PageGrid grid) throws IOException {
        int side = grid.map().getWidth() / grid.size();
        List<TileData> tiles = new ArrayList<>();
        for (int row = 0; row < grid.size(); row += TILE) {
            for (int column = 0; column < grid.size(); column += TILE) {
                int width = Math.min(TILE, grid.size() - column);
                int height = Math.min(TILE, grid.size() - row);
                BufferedImage tile = grid.map().getSubimage(column * side, row * side, width * side, height * side);
                tiles.add(new TileData(
                        column, row, Math.max(width, height), jpeg(square(tile, Math.max(width, height) * side))));
            }
        }
        return tiles;
    }

    private static BufferedImage square(BufferedImage tile, int side) {
        BufferedImage square = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var g = square.createGraphics();
        g.setColor(java.awt.Color.WHITE);
        g.fillRect(0, 0, side, side);
        g.drawImage(tile, 0, 0, null);
        g.dispose();
        return square;
    }

    private static String jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), quality);
        } finally {
            writer.dispose();
        }
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String own(String name) throws IOException {
        return Resources.toString(Resources.getResource(PageWriter.class, name), StandardCharsets.UTF_8);
    }

    private static String leaflet(String name) throws IOException {
        URL url = PageWriter.class.getClassLoader().getResource(LEAFLET + name);
        if (url == null) {
            throw new IOException("Leaflet's " + name + " is not on the class path; add org.webjars.npm:leaflet:1.9.4");
        }
        String text = Resources.toString(url, StandardCharsets.UTF_8);
        // A source map is not in the page.
        return String.join(
                "\n",
                Splitter.on('\n')
                        .splitToStream(text)
                        .filter(line -> !line.startsWith("//# sourceMappingURL"))
                        .toList());
    }
}
