'use strict';
// The cells of one grid: where they lie and what is known of them. Places on the map are shares of its side, from 0 to 1.
class Cells {
  constructor(grid, data) {
    this.size = grid.size;
    this.count = data.at.length;
    this.data = data;
    this.index = new Int32Array(this.size * this.size).fill(-1);
    data.at.forEach((place, cell) => { this.index[place] = cell; });
  }

  column(cell) {
    return this.data.at[cell] % this.size;
  }

  row(cell) {
    return Math.floor(this.data.at[cell] / this.size);
  }

  at(column, row) {
    const inside = column >= 0 && column < this.size && row >= 0 && row < this.size;
    return inside ? this.index[row * this.size + column] : -1;
  }

  find(place) {
    return this.at(Math.floor(place.x * this.size), Math.floor(place.y * this.size));
  }

  centre(cell) {
    return { x: (this.column(cell) + 0.5) / this.size, y: (this.row(cell) + 0.5) / this.size };
  }

  // The classes that a cell supports most, as pairs of class and value.
  top(cell) {
    const width = this.data.classes.length / this.count;
    return Array.from({ length: width }, (_, i) => [this.data.classes[cell * width + i], this.data.values[cell * width + i]]);
  }

  nearest(place) {
    return this.best(cell => {
      const centre = this.centre(cell);
      return Math.hypot(centre.x - place.x, centre.y - place.y);
    });
  }

  // The next cell to the left, right, top or bottom: the nearest one, where a step aside counts for more than one ahead.
  beside(cell, right, down) {
    return this.best(other => {
      const x = this.column(other) - this.column(cell);
      const y = this.row(other) - this.row(cell);
      const ahead = x * right + y * down;
      return ahead > 0 ? ahead + 1.5 * Math.abs(x * down + y * right) : Infinity;
    });
  }

  best(distance) {
    let best = -1;
    let least = Infinity;
    for (let cell = 0; cell < this.count; cell++) {
      const far = distance(cell);
      if (far < least) {
        least = far;
        best = cell;
      }
    }
    return best;
  }
}
