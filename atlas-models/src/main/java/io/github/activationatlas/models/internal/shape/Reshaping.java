package io.github.activationatlas.models.internal.shape;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a tensor is counted by other axes. The axes before and after fall into groups of equal size, such as height and width that become one
 * axis of positions; the groups keep their places in memory, so that channels stay innermost.
 */
public final class Reshaping {
    /** Axes from and to the end (not included), before and after. */
    private record Group(int from, int end, int toFrom, int toEnd) {}

    private final TensorShape in;
    private final int[] dims;
    private final List<Group> groups = new ArrayList<>();

    private Reshaping(TensorShape in, int[] dims) {
        this.in = in;
        this.dims = dims;
        int i = 0;
        int j = 0;
        while (i < in.rank() || j < dims.length) {
            int from = i;
            int to = j;
            long before = i < in.rank() ? in.dim(i++) : 1;
            long after = j < dims.length ? dims[j++] : 1;
            while (before != after) {
                if (before < after && i < in.rank()) {
                    before *= in.dim(i++);
                } else {
                    after *= dims[j++];
                }
            }
            groups.add(new Group(from, i, to, j));
        }
    }

    /**
     * Gives the shape behind a reshape: where it {@linkplain TensorShape#liesAs lies as} before, nothing needs to be moved.
     *
     * @param dims the axes behind it
     */
    public static TensorShape of(TensorShape in, int... dims) {
        long size = IntStream.of(dims).asLongStream().reduce(1, (a, b) -> a * b);
        checkArgument(
                size == in.size(),
                "a tensor of the shape %s cannot be reshaped to %s",
                in,
                ImmutableIntArray.copyOf(dims));
        return size == 0 ? TensorShape.of(dims) : new Reshaping(in, dims).shape();
    }

    /** Whether the values of a tensor need not be moved to be counted by other axes. */
    public static boolean moves(TensorShape in, TensorShape out) {
        return in.size() > 0 && new Reshaping(in, out.dims().toArray()).moves();
    }

    private TensorShape shape() {
        List<Group> inMemory = groups.stream()
                .sorted(Comparator.comparingInt(this::firstPlace))
                .toList();
        int[] order = inMemory.stream()
                .flatMapToInt(g -> IntStream.range(g.toFrom(), g.toEnd()))
                .toArray();
        return new TensorShape(ImmutableIntArray.copyOf(dims), ImmutableIntArray.copyOf(order), batch());
    }

    /** The batch's axis stays one where it is the outermost of its group. */
    private int batch() {
        return groups.stream()
                .filter(g -> g.from() == in.batch() && g.toEnd() > g.toFrom())
                .filter(g -> g.end() - g.from() == 1 || g.from() == 0)
                .mapToInt(Group::toFrom)
                .findFirst()
                .orElse(TensorShape.NONE);
    }

    /** The outermost place in memory of a group's axes. */
    private int firstPlace(Group g) {
        return IntStream.range(0, in.rank())
                .filter(place -> in.order().get(place) >= g.from() && in.order().get(place) < g.end())
                .filter(place -> in.dim(in.order().get(place)) != 1)
                .findFirst()
                .orElse(in.rank() + g.from());
    }

    private boolean moves() {
        List<Integer> places = groups.stream()
                .sorted(Comparator.comparingInt(this::firstPlace))
                .flatMapToInt(g -> IntStream.range(g.from(), g.end()))
                .filter(axis -> in.dim(axis) != 1)
                .boxed()
                .toList();
        List<Integer> now =
                in.order().stream().filter(axis -> in.dim(axis) != 1).boxed().toList();
        return !places.equals(now);
    }
}
