'use strict';
// A field that finds a class as one types.
let fields = 0;

function matches(labels, text) {
  const wanted = text.trim().toLowerCase();
  const found = [[], [], []];
  labels.forEach((label, i) => {
    const at = label.toLowerCase().indexOf(wanted);
    if (at >= 0) {
      found[at === 0 ? 0 : /[\s,]/.test(label[at - 1]) ? 1 : 2].push(i);
    }
  });
  return found.flat().slice(0, 40);
}

function classSearch(box, caption, labels, choose) {
  const id = `search-${fields++}`;
  const make = (name, attributes) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  const label = make('label', { for: id });
  const input = make('input', { id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', placeholder: 'type a name',
    'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': `${id}-list` });
  const clear = make('button', { type: 'button', 'aria-label': `Clear: ${caption}`, hidden: '' });
  const list = make('ul', { id: `${id}-list`, role: 'listbox', 'aria-label': caption, hidden: '' });
  label.textContent = caption;
  clear.textContent = '×';
  box.append(label, input, clear, list);
  let chosen = -1;
  let marked = -1;

  function close() {
    list.hidden = true;
    list.replaceChildren();
    marked = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function mark(step) {
    const options = [...list.children];
    if (options.length === 0) {
      return;
    }
    marked = (marked + step + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === marked)));
    options[marked].scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', options[marked].id);
  }

  function open() {
    list.replaceChildren(...matches(labels, input.value).map(i => {
      const option = make('li', { id: `${id}-${i}`, role: 'option', 'aria-selected': 'false', 'data-class': i });
      option.textContent = labels[i];
      return option;
    }));
    marked = -1;
    list.hidden = list.children.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
  }

  function set(label) {
    chosen = label;
    input.value = label < 0 ? '' : labels[label];
    clear.hidden = label < 0;
    close();
  }

  function pick(label) {
    set(label);
    choose(label);
  }

  input.addEventListener('input', open);
  input.addEventListener('focus', () => {
    input.select();
    if (chosen < 0) {
      open();
    }
  });
  input.addEventListener('blur', () => input.value.trim() === '' && chosen >= 0 ? pick(-1) : set(chosen));
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (list.hidden) {
        open();
      }
      mark(event.key === 'ArrowDown' ? 1 : marked < 0 ? 0 : -1);
    } else if (event.key === 'Enter' && !list.hidden) {
      pick(Number(list.children[Math.max(0, marked)].dataset.class));
    } else if (event.key === 'Escape') {
      set(chosen);
    } else {
      return;
    }
    event.preventDefault();
  });
  // Before the field loses the focus.
  list.addEventListener('pointerdown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const option = event.target.closest('li');
    if (option) {
      pick(Number(option.dataset.class));
      input.blur();
    }
  });
  clear.addEventListener('click', () => pick(-1));
  return { set };
}
