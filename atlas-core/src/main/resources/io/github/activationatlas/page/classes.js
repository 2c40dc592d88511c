// Cells that do not speak for a class fade, against the class's own strongest cell.
function classLayer(grid, label) {
  const share = cell => {
    const found = cell.classes.find(c => c[0] === label);
    return found ? Math.max(0, found[1]) : 0;
  };
  const most = Math.max(...grid.cells.map(share), 0);
  return L.layerGroup(grid.cells.map(cell => L.rectangle(bounds(grid, cell.column, cell.row, 1), {
    stroke: false, interactive: false, fillColor: '#fff', fillOpacity: most > 0 ? 0.88 * (1 - share(cell) / most) : 0.88
  })));
}
