package io.github.activationatlas.shortcuts;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a patch experiment found: for each arm and place, and for the best place. Immutable. */
public final class PatchReport {
    private final List<PatchPlace> places;
    private final Map<Arm, List<Outcome[]>> outcomes;
    private final ImmutableList<String> skipped;

    /** What one paste did to one photo. */
    record Outcome(double targetBefore, double targetAfter, double ownBefore, double ownAfter, boolean flipped) {}

    PatchReport(List<PatchPlace> places, Map<Arm, List<Outcome[]>> outcomes, ImmutableList<String> skipped) {
        this.places = places;
        this.outcomes = new EnumMap<>(outcomes);
        this.skipped = skipped;
    }

    /**
     * Lists the photos that could not be read.
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
     * Tells how many photos could be used: those that were not taken for the target class before, and for the source class if one was set.
     *
     * @return photos
     */
    public int photos() {
        return outcomes.get(Arm.PATCH).size();
    }

    /**
     * Averages over the photos, one place for all (the article's "static").
     *
     * @param arm what was pasted
     * @param place an index into the places
     * @return the averages
     */
    public PatchResult at(Arm arm, int place) {
        return average(
                arm, outcomes.get(arm).stream().map(photo -> photo[place]).toList());
    }

    /**
     * Finds the one place that works best for the patch.
     *
     * @return an index into the places
     */
    public int bestPlace() {
        int best = 0;
        for (int p = 1; p < places.size(); p++) {
            PatchResult a = at(Arm.PATCH, p);
            PatchResult b = at(Arm.PATCH, best);
            best = a.flips() > b.flips() || a.flips() == b.flips() && a.targetAfter() > b.targetAfter() ? p : best;
        }
        return best;
    }

    /**
     * Averages over the photos, for each photo the place that works best (the article's "dynamic"). The controls may choose too, so that the
     * choice alone proves nothing.
     *
     * @param arm what was pasted
     * @return the averages
     */
    public PatchResult best(Arm arm) {
        return average(
                arm,
                outcomes.get(arm).stream()
                        .map(photo -> Arrays.stream(photo)
                                .max(Comparator.comparing(Outcome::flipped).thenComparing(Outcome::targetAfter))
                                .orElseThrow())
                        .toList());
    }

    private static PatchResult average(Arm arm, List<Outcome> photos) {
        double[] sums = new double[5];
        for (Outcome o : new ArrayList<>(photos)) {
            sums[0] += o.targetBefore();
            sums[1] += o.targetAfter();
            sums[2] += o.ownBefore();
            sums[3] += o.ownAfter();
            sums[4] += o.flipped() ? 1 : 0;
        }
        int n = photos.size();
        return new PatchResult(arm, n, sums[0] / n, sums[1] / n, sums[2] / n, sums[3] / n, sums[4] / n);
    }
}
