/**
 * One embed put together, as app.js does it for the page: a state, a line to the part that computes, the views. What is
 * not in sight is not computed.
 */
import { createAnnouncer, createCopy, download } from '../actions.js';
import { createFrames } from '../frames.js';
import { describeProblems, lackingParts, OWN_MODEL } from '../state/url.js';
import { createSelectionFollower } from '../state/selection_follower.js';
import { firstTestedRow } from '../views/head_role.js';
import { sameRequest, withRequest, withView } from '../state/state.js';
import { element } from '../views/dom.js';
import { requestOf, viewOf } from '../views/examples.js';
import { markMoreBelow } from '../views/more_below.js';
import { createNotice } from '../views/notice_view.js';
import { createTextView } from '../views/text_view.js';
import { createClient } from '../worker/client.js';
import { deathText } from '../worker/death_text.js';
import { createLocks } from './locks.js';
import { inTurn } from './pacing.js';
import { createPanels } from './panels.js';
import { createSections, hasTrace, offeredControls } from './sections.js';
import { traceFace } from './trace_face.js';

/**
 * @typedef {import('../types.js').State} State
 * @typedef {import('../types.js').Actions} Actions
 * @typedef {import('../types.js').Frame} Frame
 * @typedef {import('./attributes.js').Offer} Offer
 *
 * @typedef {object} StageOptions
 * @property {Offer} offer
 * @property {State} state
 * @property {ReturnType<typeof import('./engine.js').createEngine>} engine
 * @property {(type: string, detail: object) => void} emit
 * @property {() => 'light' | 'dark'} systemTheme
 * @property {import('./own_matrices.js').OwnMatrices | null} matrices
 */

const UNTRAINED = 'Untrained random weights: the arithmetic is real, the pattern means nothing.';
const OWN = 'Weights that this page has brought along.';
const OF_OWN = new Set(['head', 'cell']);

/**
 * @param {HTMLElement} home empty
 * @param {StageOptions} options
 */
export function createStage(home, { offer, engine, emit, systemTheme, matrices, ...first }) {
  const leaving = new AbortController();
  // Own weights are what they are: other words or masks would need their model.
  const controls = matrices ? OF_OWN : offeredControls(offer);
  const sections = createSections(offer.views, controls, matrices ? OWN : UNTRAINED);
  const locks = createLocks(controls, offer.locked);
  const noticeRoot = element('div', { id: 'notice', role: 'status', part: 'notice' });
  const announcer = element('p', { class: 'unseen', 'aria-live': 'polite' });
  home.replaceChildren(noticeRoot, ...sections.nodes, announcer);
  home.classList.toggle('room', offer.height > 0);
  home.classList.remove('more-below', 'posed');
  if (offer.height > 0) markMoreBelow(home, home.children, leaving.signal);
  home.classList.toggle('guessing', offer.ask.length > 0);
  home.classList.toggle('without-chips', !sections.showsChips);
  home.classList.toggle('without-arcs', !sections.showsArcs);
  home.classList.toggle('uneven', Boolean(matrices?.warning));
  home.style.setProperty('height', offer.height > 0 ? `${offer.height}px` : 'auto');
  const notice = createNotice(noticeRoot);
  const announce = createAnnouncer(announcer);

  let { state } = first;
  let isVisible = false;
  /** The state has changed while nobody saw it. */
  let isBehind = true;
  let isReady = false;
  /** The views are made one after the other once there is something to draw. */
  let isBuilt = false;
  /** A head and a cell that were asked for from outside: only a trace knows whether they are there. */
  let isUnchecked = true;
  /** They come with the later panels. @type {ReturnType<typeof import('../views/controls_view.js').createControlsView> | null} */
  let settings = null;
  /** @type {import('../types.js').ModelFacts | null} */
  let facts = null;
  /** @type {ReturnType<typeof import('./roles.js').createRoles> | null} */
  let roles = null;
  /** @type {ReturnType<typeof traceFace> | null} */
  let face = null;
  /** @type {string[]} */
  let problems = [];

  /** @type {Parameters<typeof createClient>[1]} */
  const listeners = {
    onTrace(answer, request) {
      notice.clearError();
      if (request === state.request) {
        ({ facts } = answer.summary);
        followText(answer);
        settings?.accept();
        settings?.showFacts(facts);
      }
      face = traceFace(answer.summary, client.slices);
      frames.onTrace(answer);
      if (!isBuilt) build();
    },
    onRefused(message) {
      frames.markStale();
      if (!settings?.refuse(message)) notice.show({ kind: 'error', text: message });
      emit('error', { message });
    },
    onLoading: (_name, progress) => settings?.showLoading(progress),
    onDeath(message, goesOn) {
      frames.markStale();
      const text = deathText(message, goesOn);
      notice.show({ kind: 'error', text });
      emit('error', { message: text });
    },
  };
  const follower = createSelectionFollower(firstTestedRow);
  /** @type {Worker | null} */
  let line = null;
  function openLine() {
    line = engine.openLine();
    line.addEventListener('refused', sayWhereItComputes);
    return line;
  }
  const client = matrices ? matrices.client(listeners) : createClient(openLine, listeners);

  /** @type {Actions} */
  const actions = {
    signal: leaving.signal,
    select(selection) {
      follower.end();
      const allowed = locks.selection(selection);
      if (Object.keys(allowed).length === 0) return;
      take(withView(state, allowed));
      const { layer, head, query, key } = state.view;
      emit('select', { layer, head, query, key });
    },
    setView: (patch) => take(withView(state, locks.view(patch))),
    setRequest(patch, options) {
      if (patch.text !== undefined) follower.begin('largest', options?.word);
      const next = withRequest(state, locks.request(patch));
      if (!sameRequest(next, state)) take(next);
    },
    hover: (cell) => frames.setHover(cell),
    redraw: () => frames.redraw(),
    announce,
    notify: (message) => notice.show(message),
    copy: createCopy(announce, notice.show),
    download,
    fetchSlice: /** @type {any} */ (
      (/** @type {import('../types.js').SliceKey} */ ...key) => frames.fetchSlice(...key)
    ),
    counterExamples: () => Promise.reject(new Error('The whole playground shows these.')),
    modelFacts: () => Promise.reject(new Error('The whole playground shows these.')),
  };

  const root = (/** @type {string} */ name) =>
    /** @type {HTMLElement} */ (sections.roots.get(name));
  const isTraced = hasTrace(offer.views);
  const text = isTraced
    ? createTextView(root('text'), actions, {
        begin() {},
        type(typed) {
          actions.setRequest({ text: typed });
          follower.begin('word');
        },
        openExample(example) {
          actions.setRequest(requestOf(example, state.request));
          actions.select(viewOf(example));
        },
        openFile: async (file) => actions.setRequest({ text: await file.text() }),
      })
    : null;
  const panels = createPanels(sections, actions);
  locks.apply(home);

  const frames = createFrames({
    firstViews: text ? [text] : [],
    client,
    getState: () => state,
    getTheme: themeNow,
    onDrawn,
    onLate: () => home.classList.add('stale'),
  });

  /** @param {import('../worker/messages.js').TraceAnswer} answer */
  function followText(answer) {
    const next = follower.follow(state.view, frames.trace, answer) ?? {};
    // Where it begins nobody has chosen yet.
    const selection = frames.trace ? locks.selection(next) : next;
    if (Object.keys(selection).length > 0) state = withView(state, selection);
  }

  function themeNow() {
    return state.view.theme === 'auto' ? systemTheme() : state.view.theme;
  }

  function sayWhereItComputes() {
    notice.show({
      kind: 'info',
      text: 'This page allows no worker (its policy lacks “worker-src blob:”), so the page itself computes the numbers; a text may have up to 256 tokens.',
    });
  }

  /** @param {State} next */
  function take(next) {
    const changed = next !== state;
    state = next;
    showState();
    if (isVisible) frames.stateChanged();
    else isBehind = true;
    if (changed) emit('change', { request: state.request, view: state.view });
  }

  /** What does not wait for numbers. */
  function showState() {
    home.dataset.theme = themeNow();
    settings?.show(state);
    text?.show(state);
    panels.show(state, themeNow());
    locks.applyAgain(home);
  }

  /** @param {Frame} frame */
  function onDrawn({ stale, selection, trace }) {
    home.classList.toggle('stale', stale);
    settings?.showLength(trace.length);
    if (isUnchecked && !stale && selection) {
      isUnchecked = false;
      problems.push(...lackingParts(state.view, trace));
      sayProblems();
    }
    locks.applyAgain(home);
    if (!stale) roles?.show(trace);
  }

  async function bringLater() {
    try {
      const later = await panels.bringLater();
      await inTurn(() => {});
      if (leaving.signal.aborted) return;
      later.installTerms(home);
      settings = later.createControlsView(root('controls'), actions);
      if (face) settings.accept();
      settings.showFacts(facts);
      text?.offerExamples(later.fillExamples);
      showState();
      locks.apply(home);
      makers.push(...later.makers);
      roles = later.createRoles(offer, {
        ...{ home, emit, copy: actions.copy, begun: first.state, getState: () => state },
        setState,
        fetchSlice: actions.fetchSlice,
      });
      if (frames.trace) roles.show(frames.trace);
    } catch (error) {
      notice.show({ kind: 'error', text: /** @type {Error} */ (error).message });
    }
  }

  /** @type {(() => import('../types.js').View)[]} */
  const makers = [...panels.makers];

  async function makeAll() {
    while (makers.length > 0) {
      const make = /** @type {() => import('../types.js').View} */ (makers.shift());
      await inTurn(() => {
        if (leaving.signal.aborted) return;
        frames.add([make()]);
        frames.drawNow();
      });
    }
  }

  async function build() {
    isBuilt = true;
    await makeAll();
    await later;
    await makeAll();
    if (leaving.signal.aborted) return;
    isReady = true;
    emit('ready', {});
  }

  /**
   * What comes from outside is not locked.
   * @param {State} next
   * @param {string[]} broken
   */
  function setState(next, broken) {
    follower.end();
    problems.push(...broken);
    isUnchecked = true;
    if (isReady || broken.length > 0) sayProblems();
    take(next);
  }

  function sayProblems() {
    if (problems.length === 0) return;
    const text = describeProblems(problems).replace('Part of this link', 'Part of this embed');
    notice.show({ kind: 'info', text });
    emit('error', { message: text });
    problems = [];
  }

  // Own weights have no queries, keys and values that the later panels could show, and no settings.
  const later = isTraced && !matrices && panels.needsLater(controls, offer) ? bringLater() : null;
  if (state.request.model === OWN_MODEL) state = withRequest(state, { model: 'random' });
  showState();
  if (matrices?.warning) notice.show({ kind: 'info', text: matrices.warning });

  return {
    get state() {
      return state;
    },
    get trace() {
      return face;
    },
    setState,
    /** @param {boolean} visible */
    setVisible(visible) {
      if (visible === isVisible) return;
      isVisible = visible;
      panels.setVisible(visible);
      if (!visible || !isBehind) return;
      isBehind = false;
      if (isTraced) {
        if (engine.isOnThread) sayWhereItComputes();
        frames.stateChanged();
      } else {
        panels.whenReady().then(() => emit('ready', {}));
      }
    },
    /** The system's theme has changed, or the host's. */
    redraw() {
      showState();
      frames.drawNow();
    },
    end() {
      leaving.abort();
      frames.end();
      panels.end();
      roles?.end();
      line?.terminate();
      line = null;
      home.replaceChildren();
    },
  };
}
