package io.github.activationatlas.page;

/** The classes that a cell supports most. */
final class TopClasses {
    private TopClasses() {}

    /** Returns the indices of the largest values, largest first; ties go to the lower index. */
    static int[] of(float[] values, int count) {
        int[] top = new int[Math.min(count, values.length)];
        int held = 0;
        for (int i = 0; i < values.length; i++) {
            int place = held;
            while (place > 0 && values[top[place - 1]] < values[i]) {
                place--;
            }
            if (place < top.length) {
                held = Math.min(held + 1, top.length);
                System.arraycopy(top, place, top, place + 1, held - 1 - place);
                top[place] = i;
            }
        }
        return top;
    }
}
