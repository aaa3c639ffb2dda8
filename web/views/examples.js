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
 * What an example asks for: its text, model and tokenizer; the mask and whatever else stays as it is, but for heads that
 * are switched off in another model.
 * @param {Example} example
 * @param {{ model: string, ablate: string }} now
 */
export function requestOf({ request }, now) {
  const ablate = request.model === now.model ? now.ablate : 'none';
  return { tokenizer: defaultRequest.tokenizer, ablate, ...request };
}

/** Where an example is looked at. @param {Example} example */
export function viewOf({ head, cell: [query, key] = [0, 0] }) {
  return { query, key, ...(head && { layer: head[0], head: head[1] }) };
}
