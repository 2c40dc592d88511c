'use strict';
// How cells look: how opaque their icons are, how far each leans to one of two classes, and which come first.
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-';
const FAINT = 0.1;

// What each cell says of a class, from a letter a cell; see ClassLetters. Rank is the value that counts when cells are compared, drawn towards
// the average of all the more the fewer activations a cell holds; see Shrinkage.
function classValues({ most, least, letters, strongest, weakest, overall, ratio }, counts) {
  const zero = (LETTERS.length - 1) / 2;
  const values = Array.from(letters, letter => {
    const step = LETTERS.indexOf(letter) - zero;
    return step < 0 ? -step / zero * least : step / zero * most;
  });
  return { values, strongest, weakest, rank: cell => overall + (values[cell] - overall) * counts[cell] / (counts[cell] + ratio) };
}

function largest(values) {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

const looks = {
  plain: { opacity: () => 1, lean: () => 0, values: [], strongest: [] },

  // Against the class's own strongest cell of the grid.
  one({ values, strongest, weakest }, sign) {
    const most = largest(values.map(value => sign * value));
    return {
      opacity: cell => FAINT + (1 - FAINT) * (most > 0 ? Math.max(0, sign * values[cell]) / most : 0), lean: () => 0, most, values: [values],
      strongest: sign > 0 ? strongest : weakest, said: cell => sign * values[cell]
    };
  },

  // The difference of the effects on the two logits, against its own largest: -1 for the first class, 1 for the second.
  two(first, second) {
    const differences = first.values.map((value, cell) => second.values[cell] - value);
    const most = largest(differences.map(Math.abs));
    const lean = cell => most > 0 ? differences[cell] / most : 0;
    const ranks = differences.map((value, cell) => Math.sign(value) * (second.rank(cell) - first.rank(cell)));
    const strongest = [...ranks.keys()].filter(cell => differences[cell] !== 0).sort((a, b) => ranks[b] - ranks[a]);
    return { opacity: cell => 0.35 + 0.65 * Math.abs(lean(cell)), lean, most, values: [first.values, second.values], strongest,
      said: cell => Math.abs(differences[cell]) };
  }
};
