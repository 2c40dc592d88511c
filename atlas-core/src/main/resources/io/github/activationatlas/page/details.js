'use strict';
// The description of one cell.
const numbers = value => value.toLocaleString('en');

function inWords(cells, cell, labels) {
  const names = cells.top(cell).filter(([, value]) => value > 0).slice(0, 3).map(([label]) => labels[label]);
  return `${names.length > 0 ? `${names.join(', ')}. ` : ''}${numbers(cells.data.count[cell])} activations. `
    + `Column ${cells.column(cell) + 1}, row ${cells.row(cell) + 1} of ${cells.size}.`;
}

// Draws a square of an image file over the whole canvas, once the image has loaded.
function drawPart(canvas, name, square) {
  parts.image(name).then(image => {
    const pen = canvas.getContext('2d');
    const [x, y, side] = square(image);
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(image, x, y, side, side, 0, 0, canvas.width, canvas.height);
  }, () => canvas.remove());
}

function canvasOf(side, role, label) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  canvas.setAttribute('role', role);
  canvas.setAttribute('aria-label', label);
  return canvas;
}

function largeIcon(cells, cell, grid, name, labels) {
  const canvas = canvasOf(280, 'img', `Icon: ${inWords(cells, cell, labels)}`);
  canvas.className = 'icon';
  const x = Math.floor(cells.column(cell) / grid.tileCells);
  const y = Math.floor(cells.row(cell) / grid.tileCells);
  drawPart(canvas, `tiles/${name}/${grid.levels}/${x}-${y}`, image => {
    const side = image.naturalWidth / grid.tileCells;
    return [(cells.column(cell) - x * grid.tileCells) * side, (cells.row(cell) - y * grid.tileCells) * side, side];
  });
  return canvas;
}

const signed = value => value.toFixed(Math.abs(value) < 1 ? 3 : 2).replace('-', '−');

// The classes that a cell supports most, and those that are asked for.
function classBars(top, asked, labels) {
  const list = document.createElement('ol');
  const all = [...top, ...asked.filter(([label]) => top.every(([other]) => other !== label))];
  const most = Math.max(...all.map(([, value]) => Math.abs(value)), 1e-9);
  all.forEach(([label, value]) => {
    const item = document.createElement('li');
    const bar = element('i', '');
    bar.style.width = `${Math.abs(value) / most * 100}%`;
    bar.className = value < 0 ? 'against' : 'for';
    item.classList.toggle('asked', asked.some(([other]) => other === label));
    item.append(bar, element('span', labels[label]), element('span', signed(value)));
    list.append(item);
  });
  return list;
}

function examples(cells, cell, grid, name) {
  const shown = cells.data.examples.shown[cell];
  const list = document.createElement('ul');
  const x = Math.floor(cells.column(cell) / grid.tileCells);
  const y = Math.floor(cells.row(cell) / grid.tileCells);
  const place = (cells.row(cell) - y * grid.tileCells) * grid.tileCells + cells.column(cell) - x * grid.tileCells;
  shown.forEach((id, i) => {
    const item = document.createElement('li');
    const image = cells.data.examples.names[id];
    const canvas = canvasOf(120, 'img', image);
    canvas.title = image;
    drawPart(canvas, `examples/${name}/${x}-${y}`, sheet => {
      const side = sheet.naturalHeight / (grid.tileCells * grid.tileCells);
      return [i * side, place * side, side];
    });
    item.append(canvas);
    list.append(item);
  });
  return list;
}

function describe(panel, cells, cell, grid, name, labels, asked) {
  panel.replaceChildren();
  if (!cells || cell < 0) {
    return;
  }
  const count = element('p', `${numbers(cells.data.count[cell])} activations · column ${cells.column(cell) + 1}, row ${cells.row(cell) + 1}`);
  panel.append(largeIcon(cells, cell, grid, name, labels), count);
  if (cells.top(cell).length > 0) {
    panel.append(element('h2', 'Effect on the logits'), classBars(cells.top(cell), asked, labels));
  }
  if (cells.data.examples && cells.data.examples.shown[cell].length > 0) {
    panel.append(element('h2', 'Comes from'), examples(cells, cell, grid, name));
  }
}
