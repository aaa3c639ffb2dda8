/** What a teacher pastes: the state on screen as an address, a frame or an element, with what is withheld or locked. */
import { readHash, stateNames } from '../elements/attributes.js';
import { formatHash } from '../state/url.js';
import { withVersion } from '../state/version.js';

/**
 * @typedef {import('../types.js').State} State
 *
 * @typedef {object} ShareSettings
 * @property {string[]} views
 * @property {number} height CSS pixels; 0: as high as it needs
 * @property {number} needed CSS pixels that it needs, for a frame, which cannot grow by itself
 * @property {string[]} controls that are shown
 * @property {string[]} locked of these
 * @property {string} ask '' for no question
 */

/** @param {string} value */
export const quoted = (value) =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** What links say and embeds know: a door of the page is none of theirs. @param {State} state */
const stateParts = (state) =>
  withVersion(formatHash(state), state.request.model)
    .slice(1)
    .split('&')
    .filter((part) => stateNames.includes(part.split('=')[0]));

/** @param {State} state @returns {[name: string, value: string][]} in the words of links, decoded */
export function stateAttributes(state) {
  const { names, read } = readHash(stateParts(state).join('&'));
  return names.map((name) => [name, read(name) ?? '']);
}

/**
 * @param {ShareSettings} settings
 * @param {State} state
 * @returns {[name: string, value: string][]}
 */
function offerAttributes({ views, controls, locked, ask }, { view }) {
  /** @type {[name: string, value: string][]} */
  const offer = [
    ['view', views.join(',')],
    ['controls', controls.join(',') || 'none'],
  ];
  if (locked.length > 0) offer.push(['locked', locked.join(',')]);
  if (!ask) return offer;
  offer.push(['ask', ask]);
  // Links leave the first head out; a question without a head chooses one.
  if (view.layer === 0 && view.head === 0) offer.push(['head', '1.1']);
  return offer;
}

/**
 * @param {string} base the folder of the page, with a slash at its end
 * @param {State} state
 * @param {ShareSettings} settings
 */
export function frameAddress(base, state, settings) {
  const offer = offerAttributes(settings, state).map(
    ([name, value]) =>
      `${name}=${encodeURIComponent(value).replace(/%2C/g, ',').replace(/%20/g, '+')}`,
  );
  return `${base}embed.html#${[...stateParts(state), ...offer].join('&')}`;
}

/**
 * @param {string} base
 * @param {State} state
 * @param {ShareSettings} settings
 */
export const frameLine = (base, state, settings) =>
  `<iframe src="${quoted(frameAddress(base, state, settings))}" title="Attention Playground" width="100%" height="${settings.height || settings.needed}" loading="lazy" style="border: 0"></iframe>`;

/**
 * @param {string} base
 * @param {State} state
 * @param {ShareSettings} settings
 */
export function elementLine(base, state, settings) {
  const attributes = [
    ...stateAttributes(state),
    ...offerAttributes(settings, state),
    ...(settings.height > 0 ? [['height', String(settings.height)]] : []),
  ].map(([name, value]) => `${name}="${quoted(value)}"`);
  return `<script src="${quoted(base)}attention-playground.js"></script>
<attention-playground ${attributes.join(' ')}></attention-playground>`;
}
