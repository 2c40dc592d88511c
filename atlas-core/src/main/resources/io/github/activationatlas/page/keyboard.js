'use strict';
// The map by keyboard.
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function keyboard(element, map, actions) {
  const keys = {
    '+': () => map.zoomIn(1), '=': () => map.zoomIn(1), '-': () => map.zoomOut(1), '0': actions.whole, Home: actions.whole,
    '[': () => actions.layer(-1), ']': () => actions.layer(1), Escape: actions.letGo
  };
  element.addEventListener('keydown', event => {
    const act = STEPS[event.key] ? () => actions.walk(...STEPS[event.key]) : keys[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
      act();
      event.preventDefault();
    }
  });
}
