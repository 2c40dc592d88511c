(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const panel = document.getElementById('cell');
  const state = { layer: 0, grid: 0, held: false, label: -1, cell: null };
  window.atlas = state;
  const map = L.map('map', {
    crs: L.CRS.Simple, attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.5, minZoom: -3, maxZoom: 5, preferCanvas: true,
    maxBounds: [[-SIDE / 2, -SIDE / 2], [SIDE * 1.5, SIDE * 1.5]], zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches
  });
  let shown = null;
  let faded = null;

  const layer = () => data.layers[state.layer];
  const grid = () => layer().grids[state.grid];

  function buttons(id, names, current, choose) {
    const nav = document.getElementById(id);
    nav.replaceChildren();
    if (names.length < 2) {
      return;
    }
    names.forEach((name, i) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = name;
      button.setAttribute('aria-pressed', String(i === current));
      button.addEventListener('click', () => choose(i));
      nav.append(button);
    });
  }

  function draw() {
    const next = tileLayer(grid()).addTo(map);
    if (shown) {
      shown.remove();
    }
    shown = next;
    if (faded) {
      faded.remove();
    }
    faded = state.label >= 0 ? classLayer(grid(), state.label).addTo(map) : null;
    buttons('layers', data.layers.map(l => l.name), state.layer, i => { state.layer = i; state.grid = Math.min(state.grid, layer().grids.length - 1); follow(); draw(); });
    const sizes = layer().grids.map(g => `${g.size} × ${g.size}`);
    buttons('grids', sizes.length > 1 ? ['auto', ...sizes] : [], state.held ? state.grid + 1 : 0, i => {
      state.held = i > 0;
      if (state.held) {
        state.grid = i - 1;
      } else {
        follow();
      }
      draw();
    });
    document.getElementById('legend').textContent = `${layer().points.toLocaleString('en')} activations of ${layer().name}: each icon is `
      + 'what the network sees where such activations lie; neighbours look alike to it.';
    document.querySelectorAll('.empty').forEach(e => e.remove());
    if (grid().cells.length === 0) {
      const note = document.createElement('p');
      note.className = 'empty';
      note.textContent = 'No cell of this grid holds enough activations.';
      document.getElementById('map').append(note);
    }
    remember();
  }

  function follow() {
    if (!state.held) {
      state.grid = gridFor(layer().grids, map.getZoom());
    }
  }

  function show(cell) {
    state.cell = cell || null;
    describe(panel, data, grid(), cell);
  }

  function remember() {
    const c = map.getCenter();
    history.replaceState(null, '', `#${state.layer}/${state.held ? state.grid : 'auto'}/${map.getZoom().toFixed(2)}/${c.lat.toFixed(0)}/${c.lng.toFixed(0)}`);
  }

  function restore() {
    const [l, g, zoom, lat, lng] = location.hash.slice(1).split('/');
    if (lng === undefined || ![l, zoom, lat, lng].every(v => isFinite(v)) || !data.layers[l]) {
      return false;
    }
    state.layer = Number(l);
    state.held = g !== 'auto' && Boolean(layer().grids[g]);
    state.grid = state.held ? Number(g) : 0;
    map.setView([Number(lat), Number(lng)], Number(zoom));
    return true;
  }

  if (!restore()) {
    map.fitBounds([[0, 0], [SIDE, SIDE]], { animate: false });
  }
  follow();
  draw();

  map.on('zoomend', () => {
    const before = state.grid;
    follow();
    if (before !== state.grid) {
      draw();
    }
  });
  map.on('moveend', remember);
  map.on('mousemove click', event => show(cellAt(grid(), event.latlng)));
  map.on('mouseout', () => show(null));
  document.getElementById('map').addEventListener('keydown', event => {
    if (event.key === 'Enter') {
      show(cellAt(grid(), map.getCenter()));
    }
  });

  const names = document.getElementById('labels');
  data.labels.forEach(label => {
    const option = document.createElement('option');
    option.value = label;
    names.append(option);
  });
  document.getElementById('class').addEventListener('input', event => {
    const wanted = event.target.value.trim().toLowerCase();
    state.label = data.labels.findIndex(label => label.toLowerCase() === wanted);
    draw();
  });
  const facts = document.querySelector('#about dl');
  Object.entries(data.facts).forEach(([name, value]) => {
    const dt = document.createElement('dt');
    dt.textContent = name;
    const dd = document.createElement('dd');
    dd.textContent = value;
    facts.append(dt, dd);
  });
})();
