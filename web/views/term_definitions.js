/**
 * What the page's words mean. A term opens its one-sentence definition beside itself, on tap as on click.
 */
import { placeBeside } from './popover.js';

/** @type {Readonly<Record<string, string>>} */
export const definitions = Object.freeze({
  token:
    'A piece of the text that the model treats as one thing: a word, a part of one, a character or a sign, as the tokenizer cuts.',
  id: 'The number that stands for a token: equal tokens have the same id. It says which token it is, not how large anything is.',
  query:
    'A row of numbers that a token makes of its own vector (x · W_Q), to be compared with every key; “looking for” is a metaphor: the numbers have no names, and training chooses them.',
  key: 'A row of numbers that a token makes of its own vector (x · W_K), which every query is compared with; that it “offers” something is a metaphor: the numbers have no names, and training chooses them.',
  value:
    'A row of numbers that a token makes of its own vector (x · W_V): what is handed on to the tokens that attend to it, in proportion to the weight.',
  head: 'One complete attention with query, key and value matrices of its own; several work side by side on d_k numbers each, and their outputs are laid side by side and mixed by W_O.',
  d_k: 'How many numbers a query or a key of one head has: the model’s width D divided by the number of heads.',
  logit:
    'A number before the softmax (here a scaled score): any size and sign; only the differences within a row matter.',
  softmax:
    'Turns a row of numbers into weights that are positive and sum to 1: e to the power of each, divided by the sum of them all.',
  mask: 'Says which tokens a token may attend to: a forbidden pair’s score becomes −∞, so its weight is exactly 0 and the others share the 1.',
  temperature:
    'A number that the scaled scores are divided by before the softmax: below 1 a row becomes sharper, above 1 flatter.',
  entropy:
    'How spread out a row of weights is, in bits: 0 where one key gets all; two keys with a half each make 1 bit, eight equal ones 3.',
  concat:
    'The outputs of all heads of a layer laid side by side (concatenated): d_k numbers from each, D together.',
  W_O: 'The matrix that mixes the concatenated outputs of all heads back into a vector of D numbers.',
  residual:
    'The sum x + attention: what attention made is added to the token’s vector x instead of taking its place.',
  normalisation:
    'What a trained model does to a copy of x before its heads read it: the vector’s numbers are shifted to mean 0, stretched to the same size everywhere, then multiplied by numbers that were learned.',
});

/**
 * Opens definitions for every term in here, those that are added later too.
 * @param {HTMLElement} home
 */
export function installTerms(home) {
  const bubble = document.createElement('div');
  bubble.id = 'term-definition';
  bubble.className = 'popover definition';
  bubble.popover = 'auto';
  bubble.setAttribute('role', 'note');
  home.append(bubble);

  home.addEventListener('click', (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (target.closest('button.term'));
    const name = button?.dataset.term ?? '';
    if (!button || !(name in definitions)) return;
    const word = document.createElement('strong');
    word.textContent = name;
    bubble.replaceChildren(word, ` ${definitions[name]}`);
    // Inside the help dialog the bubble must be the dialog's child, or it would be inert below it.
    (button.closest('dialog') ?? home).append(bubble);
    bubble.showPopover();
    placeBeside(bubble, button);
  });
}
