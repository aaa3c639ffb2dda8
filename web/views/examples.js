/** The examples menu: a button, and a popover with texts to start from. */
import { defaultRequest } from '../state/state.js';
import { element } from './dom.js';
import { attachPopover } from './popover.js';

/** @typedef {import('./example_texts.js').Example} Example */

/**
 * @param {(example: Example) => void} onChoose
 * @param {(file: File) => void} onFile
 */
export function createExamples(onChoose, onFile) {
  const button = element('button', { type: 'button', class: 'link' }, 'examples');
  const menu = element('div', { id: 'text-examples', role: 'group', 'aria-label': 'Examples' });
  const last = openFile(menu, onFile);
  menu.append(last);
  attachPopover(button, menu);

  /** @param {Example} example */
  function choiceOf(example) {
    const choice = element('button', { type: 'button' }, example.label);
    choice.addEventListener('click', () => {
      menu.hidePopover();
      onChoose(example);
    });
    return element('li', {}, choice);
  }

  return {
    button,
    menu,
    /** The texts come when the first picture is there. @param {readonly import('./example_texts.js').ExampleGroup[]} groups */
    offer(groups) {
      for (const { title, examples } of groups) {
        last.before(
          element('p', { class: 'menu-title' }, title),
          element('ul', { class: 'menu', 'aria-label': title }, ...examples.map(choiceOf)),
        );
      }
    },
  };
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

/**
 * What an example asks for: its own settings, and the tokenizer and mask that it does not name left as they are,
 * but for a tokenizer that another example brought.
 * @param {Example} example
 */
export function requestOf({ request }) {
  return { tokenizer: defaultRequest.tokenizer, ...request };
}
