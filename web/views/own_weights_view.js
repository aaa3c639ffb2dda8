/**
 * A JSON file of attention weights, of whatever model: shown by the element, which draws what it is given and needs no
 * core. Nothing is read before a file is chosen or dropped, and the file does not leave the browser.
 */
import { elementUrl } from '../doors/style_url.js';
import { element } from './dom.js';

/** @typedef {HTMLElement & { matrices: { tokens: string[], weights: number[][][][] } }} OwnElement */

/** The element's script, once. @type {Promise<void> | null} */
let script = null;

function loadElement() {
  script ??= new Promise((resolve, reject) => {
    const tag = element('script', { src: String(elementUrl) });
    tag.addEventListener('load', () => resolve());
    tag.addEventListener('error', () => {
      script = null;
      reject(new Error('What draws it could not be fetched; the network may be gone.'));
    });
    document.head.append(tag);
  });
  return script;
}

/**
 * @param {string} text
 * @throws {Error} where it is no JSON of tokens and weights
 */
export function readWeights(text) {
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Error('it is not JSON.');
  }
  const weights = given?.attentions ?? given?.weights;
  if (!Array.isArray(given?.tokens) || !Array.isArray(weights)) {
    throw new Error('it has to be { "tokens": […], "attentions": [layer][head][query][key] }.');
  }
  const cells = weights.flat(3);
  if (cells.some(Array.isArray)) {
    throw new Error(
      'its attentions are five levels deep: leave out the batch, layer[0] of each layer.',
    );
  }
  if (!cells.every(Number.isFinite)) throw new Error('its attentions hold what is not a number.');
  return { tokens: given.tokens, weights };
}

/** @returns {HTMLElement} */
export function createOwnWeights() {
  const input = element('input', {
    type: 'file',
    id: 'own-weights',
    accept: '.json,application/json',
    class: 'unseen',
  });
  const label = element('label', { for: input.id, class: 'file-button' }, 'Open a JSON file');
  const status = element('span', { role: 'status', class: 'soft' });
  const shut = element('button', { type: 'button', hidden: true }, 'Close');
  const place = element('div', { class: 'own-weights' });
  const line = element(
    'p',
    { class: 'export-line' },
    'Your own model’s weights',
    input,
    label,
    shut,
    status,
  );
  const told = '{ tokens, attentions }, as Hugging Face’s attentions[layer][head][query][key]';
  const close = () => {
    place.replaceChildren();
    shut.hidden = true;
    status.textContent = told;
  };
  close();
  shut.addEventListener('click', () => {
    close();
    input.focus();
  });

  /** @param {File | undefined} file */
  async function open(file) {
    if (!file) return;
    try {
      const given = readWeights(await file.text());
      await loadElement();
      const view = /** @type {OwnElement} */ (document.createElement('attention-playground'));
      view.setAttribute('view', 'text,matrix,heads');
      view.setAttribute('theme', document.documentElement.dataset.theme ?? 'auto');
      view.matrices = given;
      place.replaceChildren(view);
      shut.hidden = false;
      status.textContent = `${file.name}, in this browser alone`;
      view.scrollIntoView({ block: 'nearest' });
    } catch (error) {
      close();
      const reason = error instanceof Error ? error.message : String(error);
      status.textContent = `${file.name} could not be shown: ${reason}`;
    }
  }
  input.addEventListener('change', async () => {
    await open(input.files?.[0]);
    // The same file again is a change again.
    input.value = '';
  });
  const root = element('div', { class: 'own-weights-drop' }, line, place);
  root.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  root.addEventListener('drop', (event) => {
    event.preventDefault();
    open(event.dataTransfer?.files[0]);
  });
  return root;
}
