'use strict';
(function () {
  const index = JSON.parse(document.getElementById('index').textContent);
  const byId = id => document.getElementById(id);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  // The layers that are known to say something of classes.
  const spoken = index.layers.map((_, l) => l).filter(l => index.layers[l].classes);
  const finest = Math.max(...index.layers.flatMap(layer => layer.grids.map(grid => grid.size)));
  const state = { cells: null, grid: -1, hovered: -1, ...readView(index) };
  window.atlas = state;
  let turn = 0;
  let icons = null;
  let look = looks.plain;

  const map = L.map('map', {
    crs: CRS, attributionControl: false, keyboard: false, zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 90, minZoom: -1,
    maxZoom: Math.max(3, Math.log2(finest)), maxBounds: [[-SIDE / 2, -SIDE / 2], [SIDE * 1.5, SIDE * 1.5]],
    fadeAnimation: !still, zoomAnimation: !still
  });
  const layer = () => index.layers[state.layer];
  const whole = () => map.fitBounds([[0, 0], [SIDE, SIDE]], { animate: !still });
  map.zoomControl.getContainer().append(wholeButton(whole));
  const names = new Names().addTo(map);
  const outlines = ['hovered', 'picked'].map(kind => L.rectangle([[0, 0], [0, 0]], { className: kind, fill: false, interactive: false }));


  function wantedGrid(grids = layer().grids, zoom = map.getZoom()) {
    const held = grids.findIndex(grid => grid.size === state.held);
    return held >= 0 ? held : gridFor(grids, zoom);
  }

  // Shows the layer, grid and classes that the state asks for. What comes late for an earlier wish is dropped.
  async function draw() {
    const mine = ++turn;
    const wanted = wantedGrid();
    bars();
    try {
      const found = await cellsAndLook(state.layer, wanted);
      const side = await besideOneAnother();
      if (mine === turn) {
        show(wanted, found);
        byId('side-by-side').replaceChildren(...side);
        byId('side-by-side').hidden = side.length === 0;
        byId('map').inert = byId('cell').hidden = side.length > 0;
      }
    } catch (error) {
      notice(`A part of this page is missing: ${error.message}`);
    }
  }

  async function cellsAndLook(l, wanted) {
    const grid = index.layers[l].grids[wanted];
    const name = `${l}-${grid.size}`;
    const cells = new Cells(grid, await parts.data(`cells/${name}`));
    return { grid, name, cells, seen: await lookFor(l, wanted, cells) };
  }

  // A class in every layer, if that is asked for.
  function besideOneAnother() {
    if (!state.side || state.first < 0 || spoken.length < 2) {
      return [];
    }
    const width = byId('map').clientWidth / Math.min(spoken.length, Math.max(1, Math.floor(byId('map').clientWidth / 280)));
    return Promise.all(spoken.map(async l => {
      const found = await cellsAndLook(l, wantedGrid(index.layers[l].grids, Math.log2(width / SIDE)));
      return layerBeside(index.layers[l].name, found, width, index.labels, cell => {
        Object.assign(state, { side: false, layer: l, picked: cell });
        map.panInside(latlng(cell), { padding: [80, 80], animate: false });
        draw().then(() => byId('map').focus());
      });
    }));
  }

  async function lookFor(l, wanted, cells) {
    const values = async label => classValues((await parts.data(`classes/${l}-${label}`))[wanted], cells.data.count);
    if (state.first < 0 || !index.layers[l].classes) {
      return looks.plain;
    }
    return state.second < 0 ? looks.one(await values(state.first), state.sign) : looks.two(await values(state.first), await values(state.second));
  }

  function show(wanted, { grid, name, cells, seen }) {
    look = seen;
    if (!icons || icons.name !== name) {
      const earlier = icons;
      icons = new IconLayer(grid, cells, `tiles/${name}`, look).addTo(map);
      icons.name = name;
      if (earlier) {
        // It stays below until the new icons are there.
        const remove = () => earlier.remove();
        icons.once('load remove', remove);
        setTimeout(remove, 1500);
      }
    } else {
      icons.setLook(look);
    }
    Object.assign(state, { grid: wanted, drawn: grid, cells, name, hovered: -1 });
    notice(cells.count === 0 ? 'No cell of this grid holds enough activations.' : '');
    names.show(cells, index.labels, look);
    classControls();
    describePicked();
    remember();
    const finer = layer().grids[wanted + 1];
    if (finer && !state.held) {
      setTimeout(() => parts.data(`cells/${state.layer}-${finer.size}`).catch(() => {}), 500);
    }
  }

  function notice(text) {
    byId('notice').textContent = text;
    byId('notice').hidden = text === '';
  }

  function remember() {
    writeView(index, state, place(map.getCenter()), map.getZoom());
  }

  // The cell under the mouse or, without one, the cell that was picked.
  function describePicked() {
    const picked = state.picked && state.cells ? state.cells.find(state.picked) : -1;
    const cell = state.hovered >= 0 ? state.hovered : picked;
    [state.hovered, picked].forEach((outlined, i) => {
      if (outlined >= 0) {
        outlines[i].setBounds(cellBounds(state.cells, outlined)).addTo(map);
      } else {
        outlines[i].remove();
      }
    });
    const asked = [state.first, state.second].flatMap((label, i) => cell >= 0 && look.values[i] ? [[label, look.values[i][cell]]] : []);
    describe(byId('cell'), state.cells, cell, state.drawn, state.name, index.labels, asked);
  }

  function pick(cell) {
    state.picked = cell < 0 ? null : state.cells.centre(cell);
    describePicked();
    remember();
  }

  // To a cell, without a mouse.
  function go(cell) {
    byId('spoken').textContent = cell < 0 ? 'The map ends here.' : inWords(state.cells, cell, index.labels);
    if (cell >= 0) {
      state.hovered = -1;
      pick(cell);
      map.panInside(latlng(state.picked), { padding: [80, 80], animate: !still });
    }
  }

  function bars() {
    buttons(byId('layers'), index.layers.map(l => l.name), state.layer, setLayer);
    const sizes = layer().grids.map(grid => grid.size);
    const names = sizes.map(size => `${size} × ${size}`);
    buttons(byId('grids'), sizes.length > 1 ? ['auto', ...names] : [], sizes.indexOf(state.held) + 1, i => {
      state.held = i > 0 ? sizes[i - 1] : 0;
      draw();
    });
    byId('classes').hidden = !layer().classes;
    byId('hint').textContent = `${numbers(layer().points)} activations of ${layer().name}. Each icon is what the network sees where such activations lie; `
      + 'neighbours look alike to it. Zoom in for finer grids; point at an icon for its classes.';
  }

  function setLayer(i) {
    Object.assign(state, { layer: i, side: false });
    draw();
  }

  function classControls() {
    const chosen = layer().classes ? [state.first, state.second].filter(label => label >= 0).map(label => index.labels[label]) : [];
    byId('second').hidden = chosen.length === 0;
    byId('sign').hidden = chosen.length !== 1;
    [...byId('sign').children].forEach((button, i) => button.setAttribute('aria-pressed', String(state.sign === (i === 0 ? 1 : -1))));
    byId('strongest').hidden = look.strongest.length === 0 || state.side;
    byId('side').hidden = chosen.length === 0 || spoken.length < 2;
    byId('side').setAttribute('aria-pressed', String(state.side));
    // Side by side each layer shows its own strongest value.
    legend(byId('legend'), look, state.sign, state.side && chosen.length === 1 ? [] : chosen);
  }

  const first = classSearch(byId('first'), 'Class', index.labels, label => {
    state.first = label;
    if (label < 0) {
      Object.assign(state, { second: -1, side: false });
      second.set(-1);
    }
    draw();
  });
  const second = classSearch(byId('second'), 'Versus', index.labels, label => {
    state.second = label;
    draw();
  });
  [...byId('sign').children].forEach((button, i) => button.addEventListener('click', () => {
    state.sign = i === 0 ? 1 : -1;
    draw();
  }));

  byId('strongest').addEventListener('click', () => go(look.strongest[0]));

  byId('side').addEventListener('click', () => {
    state.side = !state.side;
    draw();
  });

  function restore() {
    Object.assign(state, readView(index));
    // They decide how much room the map has.
    bars();
    map.invalidateSize({ pan: false });
    first.set(state.first);
    second.set(state.second);
    if (state.centre && state.zoom !== null) {
      map.setView(latlng(state.centre), state.zoom, { animate: false });
    } else {
      map.fitBounds([[0, 0], [SIDE, SIDE]], { animate: false });
    }
    draw();
  }

  keyboard(byId('map'), map, {
    whole,
    layer: step => {
      setLayer((state.layer + step + index.layers.length) % index.layers.length);
      byId('spoken').textContent = `Layer ${layer().name}`;
    },
    letGo: () => pick(-1),
    walk: (right, down) => {
      if (!state.cells) {
        return;
      }
      const from = state.picked ? state.cells.find(state.picked) : -1;
      const to = from < 0 ? state.cells.nearest(state.picked || place(map.getCenter())) : state.cells.beside(from, right, down);
      go(to);
    }
  });

  // After a pinch there may be no zoomend.
  map.on('moveend', () => {
    if (wantedGrid() !== state.grid) {
      draw();
    } else {
      remember();
    }
  });
  map.on('mousemove', event => {
    const cell = state.cells ? state.cells.find(place(event.latlng)) : -1;
    if (cell !== state.hovered) {
      state.hovered = cell;
      describePicked();
    }
  });
  map.on('mouseout', () => {
    state.hovered = -1;
    describePicked();
  });
  map.on('click', event => state.cells && pick(state.cells.find(place(event.latlng))));
  addEventListener('hashchange', restore);
  // A cell in sight stays in sight when its description takes room from the map, as on a phone.
  new ResizeObserver(() => {
    const seen = state.picked && map.getBounds().contains(latlng(state.picked));
    map.invalidateSize({ animate: false });
    if (seen) {
      map.panInside(latlng(state.picked), { padding: [40, 40], animate: !still });
    }
  }).observe(byId('map'));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => icons && icons.setLook(look));

  facts(byId('about').querySelector('dl'), index.facts);
  restore();
})();
