'use strict';
// What stands around the map: rows of buttons, the legend, facts about the atlas.
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// A row of buttons of which one is pressed; nothing if there is no choice.
function buttons(row, names, current, choose) {
  row.replaceChildren(...(names.length < 2 ? [] : names).map((name, i) => {
    const button = element('button', name);
    button.type = 'button';
    button.setAttribute('aria-pressed', String(i === current));
    button.addEventListener('click', () => {
      choose(i);
      row.children[i].focus();
    });
    return button;
  }));
}

function wholeButton(show) {
  const button = element('button', '⤢');
  button.type = 'button';
  button.title = 'The whole map';
  button.setAttribute('aria-label', button.title);
  L.DomEvent.disableClickPropagation(button);
  button.addEventListener('click', show);
  return button;
}

// From one class to the other, or from no effect to the largest.
function legend(box, look, sign, names) {
  box.hidden = names.length === 0;
  box.className = names.length > 1 ? 'two' : 'one';
  const ends = names.length > 1 ? names : ['0', `${sign < 0 ? '−' : ''}${numbers(Number((look.most || 0).toPrecision(3)))} on the logit`];
  box.replaceChildren(element('span', ends[0]), element('i', ''), element('span', ends[1]));
}

function facts(list, facts) {
  list.append(...Object.entries(facts).flatMap(([name, value]) => [element('dt', name), element('dd', value)]));
}
