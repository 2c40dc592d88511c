'use strict';
// How cells look: how opaque their icons are, and how far each leans to one of two classes.
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-';
const FAINT = 0.1;

// What each cell says of a class, from a letter a cell; see ClassLetters.
function classValues({ most, least, letters }) {
  const zero = (LETTERS.length - 1) / 2;
  return Array.from(letters, letter => {
    const step = LETTERS.indexOf(letter) - zero;
    return step < 0 ? -step / zero * least : step / zero * most;
  });
}

function largest(values) {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

const looks = {
  plain: { opacity: () => 1, lean: () => 0, values: [] },

  // Against the class's own strongest cell of the grid.
  one(values, sign) {
    const most = largest(values.map(value => sign * value));
    return { opacity: cell => FAINT + (1 - FAINT) * (most > 0 ? Math.max(0, sign * values[cell]) / most : 0), lean: () => 0, most, values: [values] };
  },

  // The difference of the effects on the two logits, against its own largest: -1 for the first class, 1 for the second.
  two(first, second) {
    const differences = first.map((value, cell) => second[cell] - value);
    const most = largest(differences.map(Math.abs));
    const lean = cell => most > 0 ? differences[cell] / most : 0;
    return { opacity: cell => 0.35 + 0.65 * Math.abs(lean(cell)), lean, most, values: [first, second] };
  }
};
