/** The share dialog: the state on screen for a lesson, with a live preview of the embed. Fetched when it is opened. */
import { fitsInLink, formatHash } from '../state/url.js';
import { withVersion } from '../state/version.js';
import { element } from '../views/dom.js';
import { shareStyleUrl } from '../doors/style_url.js';
import { sheetArrives } from '../doors/styled.js';
import { PROTOCOL } from '../elements/frame_protocol.js';
import { createShareForm } from './share_form.js';
import { elementLine, frameAddress, frameLine } from './share_lines.js';

/**
 * @typedef {import('../types.js').State} State
 *
 * @typedef {object} ShareOptions
 * @property {() => State} getState
 * @property {import('../types.js').Actions['copy']} copy
 * @property {Picture[]} pictures what is saved as a file
 *
 * @typedef {{ label: string, save: () => void }} Picture
 */

/** Keystrokes in the form come faster than a preview can be made. */
const PREVIEW_AFTER_MS = 300;
/** CSS pixels of a frame, until the preview has said how many it needs. */
const USUAL_HEIGHT = 720;

/** The folder of the page. */
const folder = () => new URL('.', location.href.split('#')[0]).href;

/** What can be pasted, one entry each. */
const LINES = [
  {
    label: 'Link',
    of: (/** @type {State} */ state) =>
      location.href.split('#')[0] + withVersion(formatHash(state), state.request.model),
  },
  {
    label: 'Frame, for pages that strip scripts',
    of: (
      /** @type {State} */ state,
      /** @type {import('./share_lines.js').ShareSettings} */ settings,
    ) => frameLine(folder(), state, settings),
  },
  {
    label: 'Element, for pages of your own',
    of: (
      /** @type {State} */ state,
      /** @type {import('./share_lines.js').ShareSettings} */ settings,
    ) => elementLine(folder(), state, settings),
  },
];

/** @param {string} label @param {number} index @param {ShareOptions['copy']} copy */
function createLine(label, index, copy) {
  const field = element('textarea', { id: `share-line-${index}`, readonly: true, rows: 4 });
  const button = element('button', { type: 'button', class: 'link' }, 'Copy');
  button.setAttribute('aria-label', `Copy: ${label}`);
  button.addEventListener('click', () => copy(field.value, label.split(',')[0].toLowerCase()));
  const root = element(
    'div',
    { class: 'share-line' },
    element('label', { for: field.id }, label),
    button,
    field,
  );
  return { root, field };
}

/** @param {ShareOptions} options */
export function createShareDialog({ getState, copy, pictures }) {
  const title = element('h2', { id: 'share-title' }, 'Share or embed');
  const close = element(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': 'Close sharing' },
    '×',
  );
  const lines = LINES.map(({ label }, index) => createLine(label, index, copy));
  const textless = element(
    'p',
    { role: 'status', hidden: true },
    'This text is longer than 8 KB: these lines come without it. “Copy link” can save it as a file.',
  );
  const preview = element('iframe', { title: 'Preview of the embed' });
  const form = createShareForm(show);
  const saving = pictures.map(({ label, save }) => {
    const button = element('button', { type: 'button', class: 'link' }, label);
    button.addEventListener('click', save);
    return button;
  });
  const dialog = element(
    'dialog',
    { id: 'share', 'aria-labelledby': title.id },
    element('div', { class: 'dialog-head' }, title, close),
    element(
      'div',
      { class: 'share-body' },
      form.root,
      element(
        'div',
        { class: 'share-result' },
        textless,
        ...lines.map(({ root }) => root),
        element('p', { class: 'share-pictures' }, 'This matrix: ', ...saving),
        element('h3', {}, 'Preview'),
        preview,
      ),
    ),
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  let needed = USUAL_HEIGHT;

  /** @returns {import('./share_lines.js').ShareSettings} */
  function showLines() {
    const state = getState();
    const settings = { ...form.read(state), needed };
    textless.hidden = fitsInLink(state.request.text);
    LINES.forEach(({ of }, index) => (lines[index].field.value = of(state, settings)));
    preview.style.setProperty('height', `${settings.height || needed}px`);
    return settings;
  }

  function show() {
    const settings = showLines();
    clearTimeout(later);
    later = setTimeout(() => {
      const address = frameAddress(folder(), getState(), settings);
      const height = settings.height > 0 ? `&height=${settings.height}` : '';
      if (preview.getAttribute('src') !== address + height) preview.src = address + height;
    }, PREVIEW_AFTER_MS);
  }

  addEventListener('message', ({ data, source }) => {
    if (source !== preview.contentWindow || data?.playground !== PROTOCOL) return;
    if (data.type === 'hello') {
      preview.contentWindow?.postMessage({ playground: PROTOCOL, type: 'resize' }, '*');
    } else if (data.type === 'height' && data.height > 0) {
      needed = data.height;
      showLines();
    }
  });

  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    clearTimeout(later);
    // What nobody sees does not compute.
    preview.removeAttribute('src');
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);

  return {
    async open() {
      await sheetArrives(shareStyleUrl);
      dialog.showModal();
      show();
    },
  };
}
