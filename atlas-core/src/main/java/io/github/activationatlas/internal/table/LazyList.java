package io.github.activationatlas.internal.table;

import java.util.AbstractList;
import java.util.List;

/** A list that does not change and reads its elements whenever they are asked for, so that they need not all be in memory. */
public abstract class LazyList<E> extends AbstractList<E> {
    /** Copies a list unless it reads. */
    public static <E> List<E> copy(List<E> list) {
        return list instanceof LazyList<E> ? list : List.copyOf(list);
    }

    /** Copies a list of lists unless it reads. */
    public static <E> List<? extends List<E>> copyEach(List<? extends List<E>> lists) {
        return lists instanceof LazyList<?>
                ? lists
                : lists.stream().map(LazyList::copy).toList();
    }
}
