/** What the examples menu holds: texts to start from, and a file of the visitor's. */
import { element } from './dom.js';
import { exampleGroups } from './example_texts.js';

/** @typedef {import('./example_texts.js').Example} Example */

/**
 * @param {HTMLElement} menu
 * @param {(example: Example) => void} onChoose
 * @param {(file: File) => void} onFile
 */
export function fillExamples(menu, onChoose, onFile) {
  /** @param {Example} example */
  function choiceOf(example) {
    const choice = element('button', { type: 'button' }, example.label);
    choice.addEventListener('click', () => {
      menu.hidePopover();
      onChoose(example);
    });
    return element('li', {}, choice);
  }

  for (const { title, examples } of exampleGroups) {
    menu.append(
      element('p', { class: 'menu-title' }, title),
      element('ul', { class: 'menu', 'aria-label': title }, ...examples.map(choiceOf)),
    );
  }
  menu.append(openFile(menu, onFile));
}

/**
 * @param {HTMLElement} menu
 * @param {(file: File) => void} onFile
 */
function openFile(menu, onFile) {
  const input = element('input', {
    type: 'file',
    accept: '.txt,.md,.json,text/plain',
    hidden: true,
  });
  const button = element('button', { type: 'button' }, 'Open a text file, or a saved state …');
  button.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    menu.hidePopover();
    if (file) onFile(file);
    input.value = '';
  });
  return element('div', { class: 'menu menu-title' }, button, input);
}
