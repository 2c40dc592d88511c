package io.github.activationatlas.examples.bench;

import com.google.common.html.HtmlEscapers;
import java.util.List;
import java.util.Locale;

/** Draws the times of {@link UmapBench} as bars. Each file's slowest program has the longest, as files differ much in size. */
final class UmapBenchChart {
    private static final int WIDTH = 760;
    private static final int ROW = 22;
    private static final int LEFT = 130;
    private static final int LONGEST = 480;

    private UmapBenchChart() {}

    /** An SVG picture of the results, those of one file side by side, ours first. */
    static String svg(List<UmapBench.Result> results) {
        StringBuilder body = new StringBuilder();
        int y = 0;
        for (String data :
                results.stream().map(UmapBench.Result::data).distinct().toList()) {
            List<UmapBench.Result> ofData =
                    results.stream().filter(r -> r.data().equals(data)).toList();
            double slowest =
                    ofData.stream().mapToDouble(UmapBench.Result::seconds).max().orElseThrow();
            y += 2 * ROW;
            body.append(text(0, y - 8, "font-weight='bold'", data));
            for (UmapBench.Result r : ofData) {
                boolean ours = r.program().equals(results.get(0).program());
                double length = LONGEST * r.seconds() / slowest;
                body.append(text(LEFT - 8, y + 15, "text-anchor='end'", r.program()));
                body.append(String.format(
                        Locale.ROOT,
                        "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>%n",
                        LEFT,
                        y,
                        length,
                        ROW - 4,
                        ours ? "#0072b2" : "#999999"));
                String times = ours
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %.1f times",
                                r.seconds() / ofData.get(0).seconds());
                body.append(text(
                        LEFT + length + 8, y + 15, "", String.format(Locale.ROOT, "%.1f s%s", r.seconds(), times)));
                y += ROW;
            }
        }
        return String.format(
                Locale.ROOT,
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='-10 0 %d %d' font-family='sans-serif' font-size='14'>%n"
                        + "<rect x='-10' width='100%%' height='100%%' fill='#ffffff'/>%n%s</svg>%n",
                WIDTH,
                y + ROW / 2,
                body);
    }

    private static String text(double x, int y, String style, String words) {
        String escaped = HtmlEscapers.htmlEscaper().escape(words);
        return String.format(Locale.ROOT, "<text x='%.1f' y='%d' %s>%s</text>%n", x, y, style, escaped);
    }
}
