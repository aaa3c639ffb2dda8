/** The examples' button; what its menu holds comes when the first picture is there (examples_menu.js). */
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
  attachPopover(button, menu);
  return {
    button,
    menu,
    /** @param {typeof import('./examples_menu.js').fillExamples} fill */
    offer: (fill) => fill(menu, onChoose, onFile),
  };
}

/**
 * What an example asks for: its own settings, and the tokenizer and mask that it does not name left as they are,
 * but for a tokenizer that another example brought.
 * @param {Example} example
 */
export function requestOf({ request }) {
  return { tokenizer: defaultRequest.tokenizer, ...request };
}
