/** The help: what this is, the keys, and the terms. */
import { element } from './dom.js';
import { definitions } from './term_definitions.js';
import { term } from './terms.js';

const keys = [
  ['← ↑ ↓ →', 'in the matrix: to the next cell, as on screen'],
  ['Home, End', 'first and last key of the row; with Ctrl: of the matrix'],
  ['Page Up, Page Down', 'ten rows up and down'],
  ['+, −, 0', 'in the matrix: larger, smaller, all of it; also Ctrl + wheel, pinch and drag'],
  ['Delete', 'on a word of the sentence: hides it from the reader ([MASK])'],
  ['Ctrl + Z', 'undo (in the text field: the field’s own undo)'],
  ['Ctrl + Shift + Z, Ctrl + Y', 'redo'],
  ['Tab', 'from part to part; each matrix is one stop'],
  ['Escape', 'closes menus, definitions and this help'],
  ['?', 'opens this help'],
];

export function createHelp() {
  const title = element('h2', { id: 'help-title' }, 'Help');
  const close = element(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': 'Close help' },
    '×',
  );
  const table = element('dl', { class: 'keys' });
  for (const [key, meaning] of keys) {
    table.append(element('dt', {}, element('kbd', {}, key)), element('dd', {}, meaning));
  }
  const words = element('dl', { class: 'terms' });
  for (const [name, meaning] of Object.entries(definitions)) {
    words.append(element('dt', {}, name), element('dd', {}, meaning));
  }
  const dialog = element(
    'dialog',
    { id: 'help', 'aria-labelledby': title.id },
    element('div', { class: 'dialog-head' }, title, close),
    element(
      'p',
      {},
      'Type a sentence. Each token asks with its ',
      term('query'),
      ', is asked by its ',
      term('key'),
      ', and hands on its ',
      term('value'),
      '. A row of the matrix says how one token divides its attention, in one ',
      term('head'),
      '. Select a word, a cell or a head: everything else follows, and the cell’s number is worked out by hand.',
    ),
    element('h3', {}, 'Keys'),
    table,
    element('h3', {}, 'Terms'),
    words,
  );
  close.addEventListener('click', () => dialog.close());
  // A click on the backdrop is a click on the dialog itself, outside its content.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return { open: () => dialog.showModal() };
}
