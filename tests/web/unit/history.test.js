import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHistory } from '../../../web/state/history.js';
import { openingState, withRequest, withView } from '../../../web/state/state.js';
import { formatHash } from '../../../web/state/url.js';

/** @typedef {import('../../../web/types.js').State} State */

/**
 * A window with a history of its own, and a clock that is turned by hand.
 * @param {string} [hash]
 */
function fakeWindow(hash = '') {
  /** @type {{ state: any, hash: string }[]} */
  const entries = [{ state: null, hash }];
  let at = 0;
  /** @type {() => void} */
  let onPopstate = () => {};
  /** @type {(() => void) | null} */
  let timer = null;
  /** @param {number} to */
  const go = (to) => {
    if (!(to in entries)) return;
    at = to;
    onPopstate();
  };
  /** @param {string | undefined} url */
  const hashOf = (url) => (url?.includes('#') ? url.slice(url.indexOf('#')) : '');
  const location = {
    pathname: '/some/path/',
    search: '',
    get hash() {
      return entries[at].hash;
    },
  };
  return {
    entries,
    location,
    history: {
      get state() {
        return entries[at].state;
      },
      /** @type {(state: any, unused: string, url?: any) => void} */
      pushState(state, _unused, url) {
        at += 1;
        entries.splice(at, entries.length, { state, hash: hashOf(url) });
      },
      /** @type {(state: any, unused: string, url?: any) => void} */
      replaceState(state, _unused, url) {
        entries[at] = { state, hash: url === undefined ? entries[at].hash : hashOf(url) };
      },
      back: () => go(at - 1),
      forward: () => go(at + 1),
    },
    /** @type {(type: 'popstate', listener: () => void) => void} */
    addEventListener(_type, listener) {
      onPopstate = listener;
    },
    /** @type {(work: () => void) => any} */
    setTimeout(work) {
      timer = work;
      return work;
    },
    /** @param {any} which */
    clearTimeout(which) {
      if (timer === which) timer = null;
    },
    passTime() {
      timer?.();
      timer = null;
    },
    /** @param {string} typed */
    typeHash(typed) {
      at += 1;
      entries.splice(at, entries.length, { state: null, hash: typed });
      onPopstate();
    },
  };
}

/** @param {ReturnType<typeof fakeWindow>} page */
function start(page) {
  /** @type {{ state: State, problems: string[] }[]} */
  const steps = [];
  const history = createHistory(page, (state, problems) => steps.push({ state, problems }));
  return { history, steps, last: () => steps[steps.length - 1].state };
}

/** @param {string} text */
const typed = (text) => withRequest(openingState, { text });

test('an empty hash opens the opening state, and leaves the address as it is', () => {
  const page = fakeWindow();
  const { history } = start(page);
  assert.deepEqual(history.opened, { state: openingState, problems: [] });
  assert.equal(page.location.hash, '');
});

test('a control pushes an entry; undo and redo step through the entries', () => {
  const page = fakeWindow();
  const { history, last } = start(page);
  const eight = withRequest(openingState, { temperature: 2 });
  const nine = withRequest(openingState, { temperature: 3 });
  assert.ok(!history.canUndo() && !history.canRedo());
  history.push(eight);
  history.push(nine);
  assert.equal(page.entries.length, 3);
  history.undo();
  assert.deepEqual(last(), eight);
  history.undo();
  assert.deepEqual(last(), openingState);
  assert.ok(!history.canUndo() && history.canRedo());
  history.redo();
  assert.deepEqual(last(), eight);
});

test('typing replaces the newest entry, once, after a pause', () => {
  const page = fakeWindow();
  const { history } = start(page);
  history.replaceSoon(typed('a'));
  history.replaceSoon(typed('ab'));
  assert.equal(page.location.hash, '');
  page.passTime();
  assert.equal(page.location.hash, formatHash(typed('ab')));
  assert.equal(page.entries.length, 1);
});

test('what was typed just before a control is not lost by undo', () => {
  const page = fakeWindow();
  const { history, last } = start(page);
  history.replaceSoon(typed('ab'));
  history.push(withRequest(typed('ab'), { seed: 2 }));
  assert.equal(page.entries.length, 2);
  history.undo();
  assert.deepEqual(last(), typed('ab'));
});

test('the same state twice is one entry', () => {
  const page = fakeWindow();
  const { history } = start(page);
  history.push(withView(openingState, { query: 2 }));
  history.push(withView(openingState, { query: 2 }));
  assert.equal(page.entries.length, 2);
});

test('a step after undo drops what lay ahead', () => {
  const page = fakeWindow();
  const { history } = start(page);
  history.push(withView(openingState, { query: 1 }));
  history.undo();
  history.push(withView(openingState, { query: 2 }));
  assert.ok(!history.canRedo());
  assert.equal(page.entries.length, 2);
});

test('a text too long for the hash comes back with its entry', () => {
  const page = fakeWindow();
  const { history, last } = start(page);
  const long = typed('word '.repeat(3000));
  history.push(long);
  assert.ok(!page.location.hash.includes('text='));
  history.push(withRequest(long, { seed: 2 }));
  history.undo();
  assert.deepEqual(last(), long);
});

test('a hash that somebody edits is a step, with its faults named', () => {
  const page = fakeWindow();
  const { history, steps, last } = start(page);
  page.typeHash('#model=random&text=hello&heads=x');
  assert.equal(last().request.text, 'hello');
  assert.equal(steps[0].problems.length, 1);
  assert.ok(history.canUndo());
  assert.equal(page.location.hash, '#model=random&text=hello&heads=x');
});

test('a history that the browser refuses to write does not stop the page', () => {
  const page = fakeWindow();
  const { history } = start(page);
  page.history.pushState = () => {
    throw new Error('Too many calls');
  };
  history.push(withRequest(openingState, { seed: 2 }));
  assert.ok(!history.canUndo(), 'undo would leave the page');
});

test('the first keystroke of a run makes an entry, so that undo brings back what stood there', () => {
  const page = fakeWindow();
  const { history, last } = start(page);
  history.type(typed('a'), 0);
  assert.equal(page.location.hash, '', 'written after a pause');
  assert.ok(history.canUndo());
  page.passTime();
  history.type(typed('ab'), 400);
  page.passTime();
  assert.equal(page.entries.length, 2);
  assert.equal(page.location.hash, formatHash(typed('ab')));
  history.undo();
  assert.deepEqual(last(), openingState);
  history.redo();
  assert.deepEqual(last(), typed('ab'));
});

test('another step, a long pause or entering the field again ends a run of typing', () => {
  const page = fakeWindow();
  const { history } = start(page);
  history.type(typed('a'), 0);
  history.push(withRequest(typed('a'), { seed: 2 }));
  assert.equal(page.entries.length, 3);
  history.type(withRequest(typed('ab'), { seed: 2 }), 100);
  page.passTime();
  assert.equal(page.entries.length, 4);
  history.type(withRequest(typed('abc'), { seed: 2 }), 10_000);
  page.passTime();
  assert.equal(page.entries.length, 5);
  history.endRun();
  history.type(withRequest(typed('abcd'), { seed: 2 }), 10_100);
  page.passTime();
  assert.equal(page.entries.length, 6);
});

test('what is typed and taken back within the pause is no step', () => {
  const page = fakeWindow();
  const { history } = start(page);
  history.type(typed('a'), 0);
  history.type(openingState, 100);
  assert.ok(!history.canUndo());
  page.passTime();
  assert.equal(page.entries.length, 1);
});
