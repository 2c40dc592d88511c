'use strict';
// A class in all layers side by side: how a concept grows. Of each layer the whole map, and the icons that say most.
const STRONGEST = 3;

// Draws a whole map from the tiles of a coarse level.
function drawWhole(canvas, { grid, name, cells, seen }) {
  const level = Math.min(grid.levels, canvas.width > 500 ? 1 : 0);
  const inTile = grid.tileCells << (grid.levels - level);
  const unit = canvas.width / grid.size;
  [...grid.tiles[level]].forEach((there, tile) => {
    const x = tile & ((1 << level) - 1);
    const y = tile >> level;
    if (there === '1') {
      parts.image(`tiles/${name}/${level}/${x}-${y}`).then(image => {
        const pen = canvas.getContext('2d');
        pen.setTransform(1, 0, 0, 1, x * inTile * unit, y * inTile * unit);
        paintIcons(pen, unit, { image, cells: inTile, column: x * inTile, row: y * inTile }, cells, seen);
      }, () => {});
    }
  });
}

// One layer, as a button that goes to the cell that says most.
function layerBeside(layer, found, width, labels, go) {
  const { grid, name, cells, seen } = found;
  const strongest = seen.strongest.slice(0, STRONGEST);
  const most = signed(Math.max(0, ...strongest.map(seen.said)));
  const effect = `up to ${most} ${seen.values.length > 1 ? 'between the logits' : 'on the logit'}`;
  const button = document.createElement('button');
  const map = document.createElement('canvas');
  const icons = document.createElement('span');
  button.type = 'button';
  button.disabled = strongest.length === 0;
  map.width = map.height = Math.round(Math.min(width, 700) * Math.min(2, window.devicePixelRatio || 1));
  icons.append(...strongest.map(cell => largeIcon(cells, cell, grid, name, labels)));
  button.append(element('strong', layer), map, icons, element('span', strongest.length > 0 ? `The strongest cells, ${effect}.` : 'No cell stands out.'));
  button.addEventListener('click', () => go(cells.centre(strongest[0])));
  drawWhole(map, found);
  const item = document.createElement('li');
  item.append(button);
  return item;
}
