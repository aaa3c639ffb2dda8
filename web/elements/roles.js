/** What an embed is used for beside being looked at: a question that is answered first, a talk. */
import { makeState, withView } from '../state/state.js';
import { readHash, readState } from './attributes.js';
import { createGuess } from './guess.js';
import { createPresentation } from './presentation.js';

/**
 * @typedef {import('../types.js').State} State
 *
 * @typedef {object} RoleOptions
 * @property {HTMLElement} home
 * @property {(type: string, detail: object) => void} emit
 * @property {import('../types.js').Actions['copy']} copy
 * @property {State} begun what the embed began with
 * @property {() => State} getState
 * @property {(state: State, problems: string[]) => void} setState
 * @property {import('../types.js').Actions['fetchSlice']} fetchSlice
 */

/**
 * @param {import('./attributes.js').Offer} offer
 * @param {RoleOptions} options
 */
export function createRoles({ ask, hasHead, isPresentation, states }, options) {
  const { home, emit, copy, begun, getState, setState, fetchSlice } = options;
  /** What a presentation steps through. */
  const prepared = ['', ...states];

  /** @param {number} index */
  function showPrepared(index) {
    const { read, names } = readHash(prepared[index]);
    const { request, view, problems } = readState(names, read);
    setState(makeState({ ...begun.request, ...request }, { ...begun.view, ...view }), problems);
  }

  const guess =
    ask.length > 0
      ? createGuess({
          ...{ home, ask, hasHead, emit, copy, getState },
          select: (selection) => setState(withView(getState(), selection), []),
          fetchWeights: (layer, head) =>
            head < 0 ? fetchSlice('meanWeights', layer) : fetchSlice('weights', layer, head),
        })
      : null;
  const presentation = isPresentation
    ? createPresentation({ home, count: prepared.length, show: showPrepared })
    : null;

  return {
    /** @param {import('../types.js').TraceSummary} trace */
    show: (trace) => guess?.begin(trace),
    end: () => presentation?.end(),
  };
}
