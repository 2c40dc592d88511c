'use strict';
// The map of one layer at one grid: tiles of icons in a square of SIDE units, y downwards.
const SIDE = 1024;

function bounds(grid, column, row, cells) {
  const unit = SIDE / grid.size;
  return [[SIDE - row * unit, column * unit], [SIDE - (row + cells) * unit, (column + cells) * unit]];
}

function tileLayer(grid) {
  return L.layerGroup(grid.tiles.map(tile =>
    L.imageOverlay(tile.url, bounds(grid, tile.column, tile.row, tile.cells), { alt: '' })));
}

function index(grid) {
  if (!grid.index) {
    grid.index = new Map(grid.cells.map(cell => [cell.row * grid.size + cell.column, cell]));
  }
  return grid.index;
}

function cellAt(grid, point) {
  const column = Math.floor(point.lng / SIDE * grid.size);
  const row = Math.floor((SIDE - point.lat) / SIDE * grid.size);
  const inside = column >= 0 && column < grid.size && row >= 0 && row < grid.size;
  return inside ? index(grid).get(row * grid.size + column) : undefined;
}

// The finest grid whose cells are still large enough on the screen to be looked at.
function gridFor(grids, zoom) {
  const pixels = SIDE * Math.pow(2, zoom);
  let best = 0;
  grids.forEach((grid, i) => {
    if (pixels / grid.size >= 40) {
      best = i;
    }
  });
  return best;
}
