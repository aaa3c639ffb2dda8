/**
 * The element's attributes and the frame's address: the request's table and the view's, in the same words and read by the
 * same code as the page's links, and what only an embed has.
 */
import { hasAttention } from '../state/core_request.js';
import { requestTable } from '../state/request_table.js';
import { defaultRequest } from '../state/state.js';
import { parseHash } from '../state/url.js';
import { viewTable } from '../state/view_table.js';

/**
 * @typedef {import('../types.js').State} State
 *
 * @typedef {object} Offer what is shown of the playground, and what of it can be changed
 * @property {ViewName[]} views
 * @property {number} height CSS pixels; 0: as much as there is
 * @property {ReadonlySet<string> | null} controls null: those that the views bring
 * @property {ReadonlySet<string>} locked
 * @property {string[]} ask the tokens whose strongest key the learner guesses first
 * @property {boolean} hasHead whether a head is named
 * @property {boolean} isPresentation large type
 * @property {string[]} states what a presentation steps through: addresses, each beside what the embed begins with
 *
 * @typedef {(typeof VIEWS)[number]} ViewName
 */

export const VIEWS = /** @type {const} */ ([
  'text',
  'arcs',
  'matrix',
  'heads',
  'cell',
  'pipeline',
  'generate',
  'train',
  'all',
]);

/** Settings, by the names of the two tables. `step` is the line of steps, `examples` the menu beside the sentence. */
export const CONTROLS = Object.freeze([
  ...requestTable.map(({ name }) => name).filter((name) => name !== 'ablate'),
  ...['head', 'step', 'cell', 'ablate', 'examples'],
]);

const STATE_NAMES = [
  ...requestTable.map(({ name }) => name),
  ...viewTable.map(({ link }) => link).filter((link) => link !== 'door'),
  'version',
];
const OFFER_NAMES = ['view', 'height', 'controls', 'locked', 'ask', 'presentation', 'states'];

export const attributeNames = Object.freeze([...STATE_NAMES, ...OFFER_NAMES]);

/** @param {string} list */
const namesIn = (list) => list.split(/[\s,]+/).filter(Boolean);

/**
 * @param {string} list
 * @param {readonly string[]} known
 * @param {string} what
 * @param {string[]} problems
 */
function knownNames(list, known, what, problems) {
  const names = namesIn(list);
  if (names.length === 1 && names[0] === 'none') return [];
  if (names.length === 1 && names[0] === 'all' && !known.includes('all')) return [...known];
  for (const name of names) {
    if (!known.includes(name)) problems.push(`${what} “${name}” is none of ${known.join(', ')}`);
  }
  return names.filter((name) => known.includes(name));
}

/**
 * @param {(name: string) => string | null} read an attribute
 * @returns {{ offer: Offer, problems: string[] }}
 */
export function readOffer(read) {
  /** @type {string[]} */
  const problems = [];
  const views = knownNames(read('view') ?? 'matrix', VIEWS, 'view', problems);
  const controls = read('controls');
  const locked = read('locked');
  const height = read('height') ?? '';
  if (height !== '' && !/^\d{1,5}$/.test(height)) {
    problems.push(`height “${height}” is not a number of pixels`);
  }
  return {
    offer: {
      views: /** @type {ViewName[]} */ (views.length > 0 ? views : ['matrix']),
      height: /^\d{1,5}$/.test(height) ? Number(height) : 0,
      controls:
        controls === null ? null : new Set(knownNames(controls, CONTROLS, 'controls', problems)),
      // Written without a value it means what it says.
      locked: new Set(
        knownNames(locked === '' ? 'all' : (locked ?? ''), CONTROLS, 'locked', problems),
      ),
      ask: (read('ask') ?? '')
        .split(',')
        .map((token) => token.trim())
        .filter(Boolean),
      hasHead: read('head') !== null,
      isPresentation: read('presentation') !== null,
      states: (read('states') ?? '')
        .split('|')
        .map((state) => state.trim())
        .filter(Boolean),
    },
    problems,
  };
}

/**
 * Only what the names stand for; what is not there becomes its default.
 * @param {readonly string[]} names
 * @param {(name: string) => string | null} read an attribute
 * @returns {{ request: Partial<State['request']>, view: Partial<State['view']>, problems: string[] }}
 */
export function readState(names, read) {
  const present = names.filter((name) => STATE_NAMES.includes(name) && read(name) !== null);
  const parts = present.map((name) => `${name}=${encodeURIComponent(read(name) ?? '')}`);
  const { state, problems } = parseHash(parts.join('&'));
  const hasTrace = hasAttention(state.request);
  if (!hasTrace) problems.push(`the ${state.request.model} has no attention to show`);
  /** @type {Record<string, any>} */
  const request = {};
  /** @type {Record<string, any>} */
  const view = {};
  for (const name of names) {
    if (name === 'model' && !hasTrace) request[name] = defaultRequest.model;
    else if (name in state.request) request[name] = state.request[/** @type {'seed'} */ (name)];
    else if (name === 'head')
      Object.assign(view, { layer: state.view.layer, head: state.view.head });
    else if (name === 'cell') Object.assign(view, { query: state.view.query, key: state.view.key });
    else if (name in state.view) view[name] = state.view[/** @type {'query'} */ (name)];
  }
  return { request, view, problems };
}

export const stateNames = Object.freeze(STATE_NAMES);

/**
 * A frame's address as attributes.
 * @param {string} hash
 * @returns {{ read: (name: string) => string | null, names: string[], unknown: string[] }}
 */
export function readHash(hash) {
  /** @type {Map<string, string>} */
  const values = new Map();
  for (const part of hash.replace(/^#/, '').split('&')) {
    if (part === '') continue;
    const [name, value = ''] = part.split(/=(.*)/s);
    try {
      values.set(name, decodeURIComponent(name === 'mask' ? value : value.replace(/\+/g, ' ')));
    } catch {
      values.set(name, value);
    }
  }
  const names = [...values.keys()];
  const unknown = names.filter((name) => !attributeNames.includes(name));
  return { read: (name) => values.get(name) ?? null, names, unknown };
}
