'use strict';
// The view in the address's fragment, so that it can be shared. Classes stand there by number, since labels may occur twice.
function readView(index) {
  const view = new URLSearchParams(location.hash.slice(1));
  const number = (name, otherwise) => {
    const value = parseFloat(view.get(name));
    return isFinite(value) ? value : otherwise;
  };
  const label = name => {
    const value = number(name, -1);
    return Number.isInteger(value) && value >= 0 && value < index.labels.length ? value : -1;
  };
  const point = (name, least, most) => {
    const [x, y] = (view.get(name) || '').split(',').map(parseFloat);
    return x >= least && x < most && y >= least && y < most ? { x, y } : null;
  };
  const first = label('class');
  return {
    layer: Math.max(0, index.layers.findIndex(layer => layer.name === view.get('layer'))),
    held: number('grid', 0),
    centre: point('centre', -1, 2),
    zoom: number('zoom', null),
    picked: point('cell', 0, 1),
    first,
    second: first < 0 ? -1 : label('versus'),
    sign: view.get('sign') === 'against' ? -1 : 1,
    side: view.get('side') === '1'
  };
}

function writeView(index, state, centre, zoom) {
  const point = at => `${at.x.toFixed(4)},${at.y.toFixed(4)}`;
  const view = [['layer', encodeURIComponent(index.layers[state.layer].name)], ['centre', point(centre)], ['zoom', zoom.toFixed(2)]];
  if (state.held) {
    view.push(['grid', state.held]);
  }
  if (state.first >= 0) {
    view.push(['class', state.first]);
  }
  if (state.second >= 0) {
    view.push(['versus', state.second]);
  }
  if (state.sign < 0) {
    view.push(['sign', 'against']);
  }
  if (state.side) {
    view.push(['side', 1]);
  }
  if (state.picked) {
    view.push(['cell', point(state.picked)]);
  }
  history.replaceState(null, '', `#${view.map(pair => pair.join('=')).join('&')}`);
}
