// What is told of one cell.
function describe(panel, data, grid, cell) {
  panel.replaceChildren();
  panel.hidden = !cell;
  if (!cell) {
    return;
  }
  const tile = grid.tiles.find(t => cell.column >= t.column && cell.column < t.column + 10 && cell.row >= t.row && cell.row < t.row + 10);
  const icon = document.createElement('div');
  icon.className = 'icon';
  icon.style.backgroundImage = `url(${tile.url})`;
  icon.style.backgroundSize = `${tile.cells * 100}%`;
  const place = (at, from) => tile.cells > 1 ? (at - from) / (tile.cells - 1) * 100 : 0;
  icon.style.backgroundPosition = `${place(cell.column, tile.column)}% ${place(cell.row, tile.row)}%`;
  const count = document.createElement('p');
  count.textContent = `${cell.count.toLocaleString('en')} activations`;
  const list = document.createElement('ol');
  const most = Math.max(...cell.classes.map(c => Math.abs(c[1])), 1e-9);
  cell.classes.slice(0, 5).forEach(([label, attribution]) => {
    const item = document.createElement('li');
    const bar = document.createElement('i');
    bar.style.width = `${Math.max(0, attribution) / most * 100}%`;
    const name = document.createElement('span');
    name.textContent = data.labels[label];
    const value = document.createElement('span');
    value.textContent = attribution.toFixed(3);
    item.append(bar, name, value);
    list.append(item);
  });
  panel.append(icon, count, list);
}
