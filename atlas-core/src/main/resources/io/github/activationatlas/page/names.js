'use strict';
// The strongest class written on each icon, once icons are large enough for it.
const Names = L.Layer.extend({
  onAdd(map) {
    this.box = L.DomUtil.create('div', 'names', map.createPane('names'));
    this.box.setAttribute('aria-hidden', 'true');
    map.on('zoomstart', this.clear, this);
    map.on('moveend', this.fill, this);
  },

  show(cells, labels, look) {
    Object.assign(this, { cells, labels, look });
    this.fill();
  },

  clear() {
    this.box.replaceChildren();
  },

  fill() {
    this.clear();
    const map = this._map;
    const unit = SIDE * Math.pow(2, map.getZoom()) / (this.cells ? this.cells.size : 1);
    if (!this.cells || unit < 84) {
      return;
    }
    const bounds = map.getBounds();
    const cellOf = share => Math.floor(share * this.cells.size);
    const first = place(bounds.getSouthWest());
    const last = place(bounds.getNorthEast());
    for (let row = cellOf(Math.min(first.y, last.y)); row <= cellOf(Math.max(first.y, last.y)); row++) {
      for (let column = cellOf(first.x); column <= cellOf(last.x); column++) {
        const cell = this.cells.at(column, row);
        const [top] = cell < 0 ? [] : this.cells.top(cell);
        if (top && top[1] > 0 && this.look.opacity(cell) > 0.3) {
          this.write(cell, this.labels[top[0]], unit);
        }
      }
    }
  },

  write(cell, label, unit) {
    const name = document.createElement('span');
    name.textContent = label;
    name.style.width = `${unit}px`;
    L.DomUtil.setPosition(name, this._map.latLngToLayerPoint(cellBounds(this.cells, cell).getNorthWest()));
    this.box.append(name);
  }
});
