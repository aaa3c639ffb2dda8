/**
 * The page's state: one frozen object, the request (recomputes) and the view (does not).
 * Changing it means making the next one.
 */
import { requestTable } from './request_table.js';
import { viewTable } from './view_table.js';

/**
 * @typedef {import('../types.js').State} State
 * @typedef {import('../types.js').RequestState} RequestState
 * @typedef {import('../types.js').ViewState} ViewState
 * @typedef {import('../types.js').Selection} Selection
 */

export const defaultRequest = /** @type {Readonly<RequestState>} */ (
  Object.freeze(Object.fromEntries(requestTable.map(({ name, default: value }) => [name, value])))
);

export const defaultView = /** @type {Readonly<ViewState>} */ (
  Object.freeze({
    layer: 0,
    head: 0,
    query: 0,
    key: 0,
    ...Object.fromEntries(
      viewTable.flatMap((property) =>
        'default' in property ? [[property.link, property.default]] : [],
      ),
    ),
  })
);

export const defaultState = makeState(defaultRequest, defaultView);

/**
 * What a visitor without a link sees first; not the defaults, which links rely on: the reader on the lesson's sentence, in
 * the head that was measured to look for a pronoun's noun (web/models/README.md).
 */
export const openingState = makeState(
  {
    ...defaultRequest,
    text: 'The dragon guarded the treasure because it was valuable.',
    model: 'reader',
  },
  { ...defaultView, layer: 2, head: 0, query: 6, key: 4 },
);

/**
 * @param {RequestState} request
 * @param {ViewState} view
 * @returns {State}
 */
export function makeState(request, view) {
  return Object.freeze({ request: frozen(request), view: frozen(view) });
}

/**
 * A part that did not change stays the same object, so that a glance tells.
 * @template {object} T
 * @param {T} part
 * @returns {Readonly<T>}
 */
function frozen(part) {
  return Object.isFrozen(part) ? part : Object.freeze({ ...part });
}

/**
 * @param {State} state
 * @param {Partial<RequestState>} patch
 */
export function withRequest(state, patch) {
  return makeState({ ...state.request, ...patch }, state.view);
}

/**
 * @param {State} state
 * @param {Partial<ViewState>} patch
 */
export function withView(state, patch) {
  return makeState(state.request, { ...state.view, ...patch });
}

/**
 * @param {State} one
 * @param {State} other
 */
export function sameRequest(one, other) {
  return sameFields(one.request, other.request);
}

/**
 * @param {State} one
 * @param {State} other
 */
export function sameState(one, other) {
  return sameRequest(one, other) && sameFields(one.view, other.view);
}

/**
 * @template {object} T
 * @param {T} one
 * @param {T} other
 */
function sameFields(one, other) {
  const names = /** @type {(keyof T)[]} */ (Object.keys(one));
  return names.every((name) => Object.is(one[name], other[name]));
}

/**
 * The selection that a trace of this shape can show; null where there is no token.
 * @param {ViewState} view
 * @param {{ layers: number, heads: number, length: number }} shape
 * @returns {Selection | null}
 */
export function clampSelection(view, { layers, heads, length }) {
  if (length === 0) return null;
  return {
    layer: Math.min(view.layer, layers - 1),
    head: Math.min(view.head, heads - 1),
    query: Math.min(view.query, length - 1),
    key: Math.min(view.key, length - 1),
  };
}
