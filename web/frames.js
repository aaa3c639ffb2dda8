/**
 * From state to pixels: asks the worker for the trace and for the slices that the views want, and hands every view the
 * same frame. A new trace is drawn as it arrives, down to the matrix; everything else waits for the animation frame that
 * follows, so that the screen shows it all at once.
 */
import { hasAttention } from './state/core_request.js';
import { clampSelection, sameRequest } from './state/state.js';
import { keyText, sliceMap } from './worker/client.js';

/**
 * @typedef {import('./types.js').State} State
 * @typedef {import('./types.js').View} View
 * @typedef {import('./types.js').Frame} Frame
 * @typedef {import('./types.js').Hover} Hover
 * @typedef {import('./types.js').Selection} Selection
 * @typedef {import('./types.js').SliceKey} SliceKey
 * @typedef {import('./types.js').TraceSummary} TraceSummary
 * @typedef {import('./worker/messages.js').Slice} Slice
 * @typedef {import('./worker/messages.js').TraceAnswer} TraceAnswer
 * @typedef {ReturnType<typeof import('./worker/client.js').createClient>} Client
 */

/** Milliseconds after which the picture on screen is shown as the former one, because the next takes its time. */
const PATIENCE = 400;

/**
 * @param {object} parts
 * @param {View[]} parts.firstViews the sentence, the matrix and what stands between them
 * @param {Client} parts.client
 * @param {ReturnType<typeof import('./kept_slices.js').createKeptSlices>} [parts.kept] without it all slices of a trace stay
 * @param {() => State} parts.getState
 * @param {() => 'light' | 'dark'} parts.getTheme
 * @param {(frame: Frame) => void} parts.onDrawn
 * @param {() => void} parts.onLate what is on screen is not what was asked for, and nothing can be drawn yet
 */
export function createFrames({ firstViews, client, kept, getState, getTheme, onDrawn, onLate }) {
  const views = [...firstViews];
  /** @type {State | null} */
  let requested = null;
  /** @type {TraceSummary | null} */
  let trace = null;
  /** The current trace's slices, by keyText. @type {Map<string, Slice>} */
  let slices = new Map();
  /** Asked for and not here yet. @type {Set<string>} */
  let coming = new Set();
  /** @type {Hover | null} */
  let hover = null;
  let stale = false;
  let animationFrame = 0;
  /** Whether nothing but the hover has changed since the views were drawn. */
  let onlyHover = true;
  /** When the oldest keystroke was made that is not on screen yet. */
  let typedAt = 0;
  let waiting = 0;

  /**
   * @param {Selection} selection
   * @returns {SliceKey[]}
   */
  function wanted(selection) {
    const state = getState();
    /** @type {Map<string, SliceKey>} */
    const keys = new Map();
    for (const view of views) {
      for (const key of view.wants(state, selection)) keys.set(keyText(key), key);
    }
    return [...keys.values()];
  }

  /** What the views want for it and do not have. @param {Selection | null} selection */
  function lackingFor(selection) {
    return selection ? wanted(selection).filter((key) => !slices.has(keyText(key))) : [];
  }

  /** @param {SliceKey[]} keys */
  async function fetchSlices(keys) {
    const current = /** @type {TraceSummary} */ (trace);
    const asked = keys.filter((key) => !coming.has(keyText(key)));
    if (asked.length === 0) return;
    for (const key of asked) coming.add(keyText(key));
    const arrived = await client.slices(current.id, asked);
    if (trace !== current) return;
    for (const [key, slice] of arrived) {
      slices.set(key, slice);
      coming.delete(key);
    }
    const selection = selectionNow();
    if (selection) kept?.makeRoom(slices, () => new Set(wanted(selection).map(keyText)));
    drawIfComplete(views);
  }

  /** @returns {Selection | null} */
  function selectionNow() {
    return trace && clampSelection(getState().view, trace);
  }

  /**
   * Draws, or asks for what is not there yet and draws when it comes.
   * @param {View[]} which
   */
  function drawIfComplete(which) {
    cancelAnimationFrame(animationFrame);
    animationFrame = 0;
    // The trace is another model's: it waits until there is attention to look at again.
    if (!trace || !hasAttention(getState().request)) return;
    const selection = selectionNow();
    const lacking = lackingFor(selection);
    if (lacking.length > 0) {
      fetchSlices(lacking).catch(ignoreSuperseded);
      return;
    }
    draw(trace, selection, which);
  }

  /** @param {Error} error */
  function ignoreSuperseded(error) {
    if (error.name !== 'AbortError') throw error;
  }

  /**
   * @param {TraceSummary} current
   * @param {Selection | null} selection
   * @param {View[]} which
   */
  function draw(current, selection, which) {
    const present = slices;
    /** @type {any} */
    const slice = (/** @type {SliceKey} */ ...key) => {
      const found = present.get(keyText(key));
      if (!found) throw new Error(`No view's wants() named the slice ${keyText(key)}.`);
      return found;
    };
    /** @type {Frame} */
    const frame = Object.freeze({
      state: getState(),
      trace: current,
      selection,
      slice,
      theme: getTheme(),
      hover,
      stale,
    });
    for (const view of which) view.update(frame);
    if (which === views) {
      onlyHover = true;
      kept?.drawn();
    }
    onDrawn(frame);
    if (typedAt > 0 && current.request.text === getState().request.text) {
      performance.measure('keystroke', { start: typedAt, end: performance.now() });
      typedAt = 0;
    }
  }

  /** @param {boolean} [forHover] */
  function schedule(forHover = false) {
    onlyHover &&= forHover;
    if (animationFrame !== 0) return;
    animationFrame = requestAnimationFrame(() =>
      drawIfComplete(onlyHover ? views.filter(({ followsHover }) => followsHover) : views),
    );
  }

  /** Draws with the next animation frame; what has to come from the worker first is asked for at once. */
  function askOrSchedule() {
    const lacking = coming.size === 0 ? lackingFor(selectionNow()) : [];
    if (lacking.length === 0) return schedule();
    onlyHover = false;
    fetchSlices(lacking).catch(ignoreSuperseded);
  }

  /**
   * To be called after every change of the state.
   * @param {number} [keystrokeAt] when it was typed, on performance.now()'s clock
   */
  function stateChanged(keystrokeAt = 0) {
    const state = getState();
    if (!hasAttention(state.request)) return;
    typedAt ||= keystrokeAt;
    if (requested && sameRequest(requested, state)) return askOrSchedule();
    requested = state;
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      stale = true;
      onLate();
    }, PATIENCE);
    client.run(state.request, () => {
      const { layer, head, query, key } = getState().view;
      return wanted({ layer, head, query, key });
    });
  }

  return {
    stateChanged,
    /** Views that come later, for what is below or beside the first picture. @param {View[]} later */
    add(later) {
      views.push(...later);
      schedule();
    },
    /** Asks every view again what it wants, for one that has just been opened or come into sight. */
    redraw: () => schedule(),
    /** For the printer, which does not wait for an animation frame. */
    drawNow: () => drawIfComplete(views),
    /** @param {Hover | null} cell */
    setHover(cell) {
      if (cell?.query === hover?.query && cell?.key === hover?.key) return;
      hover = cell;
      schedule(true);
    },
    /** @param {TraceAnswer} answer */
    onTrace(answer) {
      trace = answer.summary;
      kept?.leave(slices.values());
      slices = sliceMap(answer);
      coming = new Set();
      hover = null;
      stale = false;
      clearTimeout(waiting);
      drawIfComplete(firstViews);
      schedule();
    },
    /** The trace on screen is no longer the request's. */
    markStale() {
      stale = true;
      typedAt = 0;
      schedule();
    },
    /** The same request once more, for when what failed may be there now. */
    retry() {
      requested = null;
      stateChanged();
    },
    /** @param {SliceKey} key */
    async fetchSlice(...key) {
      const name = keyText(key);
      const present = slices.get(name);
      if (present) {
        kept?.lend(present);
        return present;
      }
      if (!trace) throw new Error('Nothing has been computed yet.');
      const arrived = await client.slices(trace.id, [key]);
      const slice = arrived.get(name);
      if (!slice) throw new Error(`The trace has no slice ${name}.`);
      return slice;
    },
    /** For views that go: nothing is drawn any more, and nothing is late. */
    end() {
      clearTimeout(waiting);
      cancelAnimationFrame(animationFrame);
    },
    selectionNow,
    get trace() {
      return trace;
    },
  };
}
