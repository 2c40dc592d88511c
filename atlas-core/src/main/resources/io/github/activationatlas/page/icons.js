'use strict';
// A grid's icons as a layer of the map. Each tile of the map is a canvas, drawn from the one image file that holds its cells.
const SIDE = 256;
const CRS = L.Util.extend({}, L.CRS.Simple, { transformation: L.transformation(1, 0, 1, 0) });

const place = latlng => ({ x: latlng.lng / SIDE, y: latlng.lat / SIDE });
const latlng = place => L.latLng(place.y * SIDE, place.x * SIDE);

function cellBounds(cells, cell) {
  const unit = SIDE / cells.size;
  const top = cells.row(cell) * unit;
  const left = cells.column(cell) * unit;
  return L.latLngBounds([[top, left], [top + unit, left + unit]]);
}

const IconLayer = L.GridLayer.extend({
  initialize(grid, cells, folder, look) {
    const scale = window.devicePixelRatio || 1;
    this.grid = grid;
    this.cells = cells;
    this.folder = folder;
    this.look = look;
    this.canvases = new Map();
    // A tile has about 400 pixels a side; shown with at most one pixel of the screen for each.
    const side = SIDE * (grid.tileCells << grid.levels) / grid.size;
    this.shift = Math.floor(Math.log2(400 / (side * scale)));
    L.GridLayer.prototype.initialize.call(this, {
      tileSize: side * Math.pow(2, this.shift), minNativeZoom: this.shift, maxNativeZoom: this.shift + grid.levels,
      minZoom: -20, maxZoom: 20, bounds: [[0, 0], [SIDE, SIDE]], noWrap: true, keepBuffer: 1, updateWhenZooming: false
    });
    this.on('tileunload', event => this.canvases.delete(event.tile));
  },

  createTile(coords, done) {
    const canvas = document.createElement('canvas');
    const level = coords.z - this.shift;
    const tiles = 1 << level;
    canvas.setAttribute('aria-hidden', 'true');
    const exists = coords.x >= 0 && coords.y >= 0 && coords.x < tiles && coords.y < tiles
      && this.grid.tiles[level][coords.y * tiles + coords.x] === '1';
    if (!exists) {
      setTimeout(() => done(null, canvas));
      return canvas;
    }
    canvas.width = canvas.height = Math.round(this.options.tileSize * (window.devicePixelRatio || 1));
    parts.image(`${this.folder}/${level}/${coords.x}-${coords.y}`).then(image => {
      const cells = this.grid.tileCells << (this.grid.levels - level);
      this.canvases.set(canvas, { image, cells, column: coords.x * cells, row: coords.y * cells });
      this.paint(canvas);
      done(null, canvas);
    }, error => done(error, canvas));
    return canvas;
  },

  setLook(look) {
    this.look = look;
    this.canvases.forEach((_, canvas) => this.paint(canvas));
  },

  paint(canvas) {
    const tile = this.canvases.get(canvas);
    const pen = canvas.getContext('2d');
    pen.clearRect(0, 0, canvas.width, canvas.height);
    paintIcons(pen, canvas.width / tile.cells, tile, this.cells, this.look);
  }
});

// Draws the icons of one tile: an image of some cells a side, and where in the grid they begin.
function paintIcons(pen, unit, { image, cells, column, row }, all, look) {
  const from = image.naturalWidth / cells;
  // Half a pixel less on each side keeps the neighbours out.
  const inset = Math.min(0.5, from / 8);
  const colours = leanColours();
  for (let y = 0; y < cells; y++) {
    for (let x = 0; x < cells; x++) {
      const cell = all.at(column + x, row + y);
      if (cell < 0) {
        continue;
      }
      const lean = look.lean(cell);
      if (lean !== 0) {
        pen.globalAlpha = Math.abs(lean);
        pen.fillStyle = lean < 0 ? colours[0] : colours[1];
        pen.fillRect((x + 0.02) * unit, (y + 0.02) * unit, 0.96 * unit, 0.96 * unit);
      }
      const size = unit * all.data.scale[cell] / 100 * (lean === 0 ? 1 : 0.82);
      const margin = (unit - size) / 2;
      pen.globalAlpha = look.opacity(cell);
      pen.drawImage(image, x * from + inset, y * from + inset, from - 2 * inset, from - 2 * inset,
        x * unit + margin, y * unit + margin, size, size);
    }
  }
}

function leanColours() {
  const style = getComputedStyle(document.documentElement);
  return [style.getPropertyValue('--first'), style.getPropertyValue('--second')];
}

// The finest grid whose cells are still large enough on the screen to be looked at.
function gridFor(grids, zoom) {
  const pixels = SIDE * Math.pow(2, zoom);
  return grids.reduce((best, grid, i) => pixels / grid.size >= 40 ? i : best, 0);
}
