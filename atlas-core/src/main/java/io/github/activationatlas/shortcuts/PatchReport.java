package io.github.activationatlas.shortcuts;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a patch experiment found: for each treatment and place, and for the best place. Immutable. */
public final class PatchReport {
    private final List<PatchPlace> places;
    private final Map<Treatment, List<Outcome[]>> outcomes;
    private final ImmutableList<String> skipped;

    /** What one paste did to one image. */
    record Outcome(double targetBefore, double targetAfter, double ownBefore, double ownAfter, boolean flipped) {}

    PatchReport(List<PatchPlace> places, Map<Treatment, List<Outcome[]>> outcomes, ImmutableList<String> skipped) {
        this.places = places;
        this.outcomes = new EnumMap<>(outcomes);
        this.skipped = skipped;
    }

    /**
     * Lists the images that could not be read.
     *
     * @return the name of each, and why
     */
    public List<String> skipped() {
        return skipped;
    }

    /**
     * Lists where was pasted.
     *
     * @return the places
     */
    public List<PatchPlace> places() {
        return places;
    }

    /**
     * Counts the images that could be used: those that were not taken for the target class before, and for the source class if one was set.
     *
     * @return images
     */
    public int images() {
        return outcomes.get(Treatment.PATCH).size();
    }

    /**
     * Averages over the images, one place for all (the article's "static").
     *
     * @param treatment what was pasted
     * @param place an index into the places
     * @return the averages
     */
    public PatchResult at(Treatment treatment, int place) {
        return average(
                treatment,
                outcomes.get(treatment).stream().map(image -> image[place]).toList());
    }

    /**
     * Finds the one place that works best for the patch.
     *
     * @return an index into the places
     */
    public int bestPlace() {
        int best = 0;
        for (int p = 1; p < places.size(); p++) {
            PatchResult a = at(Treatment.PATCH, p);
            PatchResult b = at(Treatment.PATCH, best);
            best = a.flips() > b.flips() || a.flips() == b.flips() && a.targetAfter() > b.targetAfter() ? p : best;
        }
        return best;
    }

    /**
     * Averages over the images, for each image the place that works best (the article's "dynamic"). The controls may choose too, so that the
     * choice alone proves nothing.
     *
     * @param treatment what was pasted
     * @return the averages
     */
    public PatchResult best(Treatment treatment) {
        return average(
                treatment,
                outcomes.get(treatment).stream()
                        .map(image -> Arrays.stream(image)
                                .max(Comparator.comparing(Outcome::flipped).thenComparing(Outcome::targetAfter))
                                .orElseThrow())
                        .toList());
    }

    private static PatchResult average(Treatment treatment, List<Outcome> images) {
        double[] sums = new double[5];
        for (Outcome o : new ArrayList<>(images)) {
            sums[0] += o.targetBefore();
            sums[1] += o.targetAfter();
            sums[2] += o.ownBefore();
            sums[3] += o.ownAfter();
            sums[4] += o.flipped() ? 1 : 0;
        }
        int n = images.size();
        return new PatchResult(treatment, n, sums[0] / n, sums[1] / n, sums[2] / n, sums[3] / n, sums[4] / n);
    }
}
