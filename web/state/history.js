/**
 * The page's steps, kept in the browser's history: Back, Forward, undo and redo walk through the same entries.
 * Typing replaces the newest entry after a pause; everything else pushes one.
 */
import { fitsInLink, formatHash, parseHash } from './url.js';
import { openingState, sameState, withRequest } from './state.js';

/**
 * @typedef {import('../types.js').State} State
 * @typedef {{ index: number, text?: string }} Entry `text` is there where it is too long for the hash
 *
 * @typedef {object} HistoryWindow the parts of `window` that are used here
 * @property {{ hash: string, pathname: string, search: string }} location
 * @property {Pick<History, 'state' | 'pushState' | 'replaceState' | 'back' | 'forward'>} history
 * @property {(type: 'popstate', listener: () => void) => void} addEventListener
 * @property {(work: () => void, milliseconds: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

const TYPING_PAUSE_MS = 300;
/** Where a reload finds how many entries lie ahead; storage may be refused, then redo is only lost. */
const LAST_INDEX = 'attention-playground-last-entry';

/**
 * @param {HistoryWindow} page
 * @param {(state: State, problems: string[]) => void} onStep called after Back, Forward, undo, redo or a changed hash
 * @param {Pick<Storage, 'getItem' | 'setItem'> | null} [storage]
 */
export function createHistory(page, onStep, storage = null) {
  /** @type {State | null} */
  let pending = null;
  /** @type {any} */
  let timer = null;
  let index = 0;
  let last = 0;

  /** @returns {{ state: State, problems: string[] }} */
  function read() {
    const entry = /** @type {Entry | null} */ (page.history.state);
    if (page.location.hash.length <= 1 && entry?.text === undefined) {
      return { state: openingState, problems: [] };
    }
    const { state, problems } = parseHash(page.location.hash);
    if (entry?.text === undefined) return { state, problems };
    return { state: withRequest(state, { text: entry.text }), problems };
  }

  /**
   * @param {'pushState' | 'replaceState'} method
   * @param {State} state
   * @param {number} at the entry's index
   * @returns {boolean} whether the browser took it
   */
  function write(method, state, at) {
    /** @type {Entry} */
    const entry = { index: at };
    if (!fitsInLink(state.request.text)) entry.text = state.request.text;
    const url = page.location.pathname + page.location.search + formatHash(state);
    try {
      page.history[method](entry, '', url);
      return true;
    } catch {
      // Browsers refuse a flood of entries or an entry of megabytes; the page itself goes on.
      return false;
    }
  }

  function rememberLast() {
    try {
      storage?.setItem(LAST_INDEX, String(last));
    } catch {
      // Refused in some frames.
    }
  }

  function flush() {
    page.clearTimeout(timer);
    timer = null;
    if (pending) write('replaceState', pending, index);
    pending = null;
  }

  /** Takes up the entry that the browser now stands at. */
  function arrive() {
    const entry = /** @type {Entry | null} */ (page.history.state);
    if (typeof entry?.index === 'number') {
      index = entry.index;
      return;
    }
    // A hash typed by hand: a new entry that this page has not numbered yet.
    index += 1;
    last = index;
    rememberLast();
    page.history.replaceState({ index }, '', page.location.hash || page.location.pathname);
  }

  page.addEventListener('popstate', () => {
    page.clearTimeout(timer);
    pending = null;
    arrive();
    const { state, problems } = read();
    onStep(state, problems);
  });

  const opened = read();
  const entry = /** @type {Entry | null} */ (page.history.state);
  if (typeof entry?.index === 'number') {
    index = entry.index;
    try {
      last = Math.max(index, Number(storage?.getItem(LAST_INDEX)) || 0);
    } catch {
      last = index;
    }
  } else {
    page.history.replaceState({ index: 0 }, '');
  }

  return {
    opened,
    /**
     * One entry of its own.
     * @param {State} state
     */
    push(state) {
      flush();
      if (sameState(read().state, state) || !write('pushState', state, index + 1)) return;
      index += 1;
      last = index;
      rememberLast();
    },
    /**
     * In place of the newest entry, after a pause in which more may come.
     * @param {State} state
     */
    replaceSoon(state) {
      pending = state;
      page.clearTimeout(timer);
      timer = page.setTimeout(flush, TYPING_PAUSE_MS);
    },
    flush,
    undo() {
      flush();
      if (index > 0) page.history.back();
    },
    redo() {
      flush();
      if (index < last) page.history.forward();
    },
    canUndo: () => index > 0,
    canRedo: () => index < last,
  };
}
