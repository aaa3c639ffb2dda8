/**
 * The page's steps, kept in the browser's history: Back, Forward, undo and redo walk through the same entries.
 * A run of typing makes one entry, written after a pause and rewritten after each later one; everything else pushes one.
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
/** Whoever thinks for so long begins something new. */
const RUN_PAUSE_MS = 2000;
/** Where a reload finds how many entries lie ahead; storage may be refused, then redo is only lost. */
const LAST_INDEX = 'attention-playground-last-entry';

/**
 * @param {HistoryWindow} page
 * @param {(state: State, problems: string[], isLink: boolean) => void} onStep called after Back, Forward, undo, redo, and
 *   with isLink after a hash changed by hand
 * @param {Pick<Storage, 'getItem' | 'setItem'> | null} [storage]
 * @param {() => boolean} [hasOwnModel] whether an entry may name the visitor's own model
 */
export function createHistory(page, onStep, storage = null, hasOwnModel = () => false) {
  /** @type {State | null} */
  let pending = null;
  /** Whether it becomes an entry of its own. */
  let pendingIsNew = false;
  /** A later keystroke belongs to the same entry. */
  let inRun = false;
  let lastTyped = -Infinity;
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
    const { state, problems } = parseHash(page.location.hash, hasOwnModel());
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
    const [state, isNew] = [pending, pendingIsNew];
    pending = null;
    pendingIsNew = false;
    if (!state) return;
    if (isNew) pushEntry(state);
    else write('replaceState', state, index);
  }

  /** @param {State} state */
  function pushEntry(state) {
    if (sameState(read().state, state) || !write('pushState', state, index + 1)) return;
    index += 1;
    last = index;
    rememberLast();
  }

  /** @param {State} state */
  function writeSoon(state) {
    pending = state;
    page.clearTimeout(timer);
    timer = page.setTimeout(flush, TYPING_PAUSE_MS);
  }

  /** What is waiting to be written adds a step that can be undone. */
  const addsEntry = () => pending !== null && pendingIsNew && !sameState(read().state, pending);

  /**
   * Takes up the entry that the browser now stands at.
   * @returns {boolean} whether it was typed or pasted as a hash
   */
  function arrive() {
    const entry = /** @type {Entry | null} */ (page.history.state);
    if (typeof entry?.index === 'number') {
      index = entry.index;
      return false;
    }
    // A hash typed by hand: a new entry that this page has not numbered yet.
    index += 1;
    last = index;
    rememberLast();
    page.history.replaceState({ index }, '', page.location.hash || page.location.pathname);
    return true;
  }

  page.addEventListener('popstate', () => {
    page.clearTimeout(timer);
    pending = null;
    pendingIsNew = false;
    inRun = false;
    const isLink = arrive();
    const { state, problems } = read();
    onStep(state, problems, isLink);
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
      inRun = false;
      pushEntry(state);
    },
    /**
     * In place of the newest entry, after a pause in which more may come.
     * @param {State} state
     */
    replaceSoon: writeSoon,
    /**
     * A keystroke: the first of a run becomes an entry, the others take its place.
     * @param {State} state
     * @param {number} at milliseconds on any clock
     */
    type(state, at) {
      if (!inRun || at - lastTyped > RUN_PAUSE_MS) {
        flush();
        pendingIsNew = true;
      }
      inRun = true;
      lastTyped = at;
      writeSoon(state);
    },
    /** What is typed from here on is an entry of its own. */
    endRun() {
      inRun = false;
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
    canUndo: () => index > 0 || addsEntry(),
    canRedo: () => index < last && !addsEntry(),
  };
}
