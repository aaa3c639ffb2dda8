/**
 * The page put together: one state, its history, the worker, and the views. Every change goes through change().
 */
import { createAnnouncer, createCopy, download } from './actions.js';
import { createDoors } from './doors/doors.js';
import { createFrames } from './frames.js';
import { createKeptSlices } from './kept_slices.js';
import { copyLinkTo, stateFrom } from './keep_state.js';
import { createOnDemand } from './on_demand.js';
import { installShortcuts } from './shortcuts.js';
import { createHistory } from './state/history.js';
import { createSelectionFollower } from './state/selection_follower.js';
import { hasAttention, isTrained } from './state/core_request.js';
import { sameRequest, withRequest, withView } from './state/state.js';
import { describeProblems, lackingParts, MODEL_GONE, OWN_MODEL } from './state/url.js';
import { madeWith } from './state/version.js';
import { createTheme, rememberTheme, rememberedTheme } from './theme.js';
import { createClient } from './worker/client.js';
import { deathText } from './worker/death_text.js';
import { missingSupport } from './worker/support.js';
import { workerUrl } from './worker/worker_url.js';
import { createControlsView } from './views/controls_view.js';
import { createHeader } from './views/header_view.js';
import { createHideWord } from './views/hide_word.js';
import { createNotice } from './views/notice_view.js';
import { createTextView } from './views/text_view.js';
import { firstTestedRow } from './views/head_role.js';
import { requestOf, viewOf } from './views/examples.js';
import { createFirstPanels } from './panels.js';

/**
 * @typedef {import('./types.js').State} State
 * @typedef {import('./types.js').Actions} Actions
 * @typedef {import('./types.js').Frame} Frame
 */

/** @param {string} id */
const root = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

// A worker's thread begins, and gets the core, only in a pause of the page's: building the page first would keep it waiting.
await /** @type {import('./worker/messages.js').WithWorker} */ (globalThis).workerAwake;

const lack = missingSupport(globalThis);

/** The one that start.js has started already; later ones anew. */
function startWorker() {
  const page = /** @type {import('./worker/messages.js').WithWorker} */ (globalThis);
  const worker = page.startedWorker ?? new Worker(workerUrl, { type: 'module' });
  delete page.startedWorker;
  return worker;
}

const notice = createNotice(root('notice'));
const announce = createAnnouncer(root('announcer'));

/** The model of the visitor's own that this page has been given. @type {Uint8Array | undefined} */
let ownModel;
const hasOwnModel = () => ownModel !== undefined;
const history = createHistory(window, onStep, sessionStorageOrNull(), hasOwnModel);
const onDemand = createOnDemand(notice.show, () => ownModel);
const theme = createTheme(() => {
  showState();
  frames.drawNow();
});

/** @type {State} */
let state = history.opened.state;
if (state.view.theme === 'auto') state = withView(state, { theme: rememberedTheme() });

const follower = createSelectionFollower(firstTestedRow);

/** What the link that was opened last asked for and did not get. */
let linkProblems = history.opened.problems;
let loadFailed = false;
const tryAgain = { label: 'Try again', run: () => frames.retry() };

const client = createClient(startWorker, {
  onTrace(answer, request) {
    notice.clearError();
    if (request === state.request) {
      followText(answer);
      controls.accept();
      controls.showFacts(answer.summary.facts);
    }
    frames.onTrace(answer);
  },
  onRefused(message) {
    frames.markStale();
    if (loadFailed && !isTrained(state.request))
      notice.show({ kind: 'error', text: `GPT-2’s tokenizer: ${message}`, action: tryAgain });
    else if (!controls.refuse(message)) notice.show({ kind: 'error', text: message });
  },
  onLoading(_name, progress) {
    controls.showLoading(progress);
    loadFailed = progress === 'failed';
  },
  onDeath(message, goesOn) {
    frames.markStale();
    notice.show({ kind: 'error', text: deathText(message, goesOn) });
  },
});

/** @type {Actions} */
const actions = {
  select(selection, options) {
    follower.end();
    change(withView(state, selection), options?.history ?? 'push');
  },
  setView(patch, options) {
    change(withView(state, patch), options?.history ?? 'push');
  },
  setRequest(patch, options) {
    if (patch.text !== undefined) follower.begin('largest', options?.word);
    change(withRequest(state, patch), options?.history ?? 'push');
  },
  hover: (cell) => frames.setHover(cell),
  redraw: () => frames.redraw(),
  announce,
  notify: (message) => notice.show(message),
  copy: createCopy(announce, notice.show),
  download,
  fetchSlice: /** @type {any} */ (
    (/** @type {import('./types.js').SliceKey} */ ...key) => frames.fetchSlice(...key)
  ),
  counterExamples: async (...question) =>
    (await onDemand.modelProbes()).counterExamples(...question),
  modelFacts: async (name) => (await onDemand.modelProbes()).facts(name),
};

const text = createTextView(root('text'), actions, {
  begin: history.endRun,
  type(typed, at) {
    controls.forget();
    follower.begin('word');
    const next = withRequest(state, { text: typed });
    history.type(next, at);
    take(next, at);
  },
  openExample(example) {
    controls.forget();
    follower.end();
    const asked = withRequest(state, requestOf(example, state.request));
    change(withView(asked, viewOf(example)), 'push');
  },
  openFile,
});
/** The number that was chosen in the matrix before the cell by hand was there. @type {any[] | null} */
let toExplain = null;
/** What the cell by hand does with it, once it is there. @type {(...args: any[]) => void} */
let explain = (...args) => (toExplain = args);
/** What can be saved as a picture, once the later panels are there. @type {import('./share/share_dialog.js').Picture[]} */
const pictures = [];
const panels = createFirstPanels(root, actions, (...args) => explain(...args));
const frames = createFrames({
  // The text's arcs ask where its tokens lie: the browser then lays out what the panels have written, once.
  firstViews: [...panels, text, createHideWord(root('text'), actions)],
  client,
  kept: createKeptSlices(client.giveBack),
  getState: () => state,
  getTheme: () => theme.resolve(state.view.theme),
  onDrawn,
  onLate: () => document.body.classList.add('stale'),
});
// The worker computes while the rest of the page is built.
if (!lack) frames.stateChanged();

const controls = createControlsView(root('controls'), actions);
const header = createHeader(root('header'), {
  undo: history.undo,
  redo: history.redo,
  copyLink: () => copyLinkTo(state, actions, notice.show),
  share: () => onDemand.openShare({ getState: () => state, copy: actions.copy, pictures }),
  help: onDemand.openHelp,
  toggleDoor: (name) =>
    actions.setView({ door: state.view.door === name ? 'none' : name }, { history: 'push' }),
  setTheme(choice) {
    rememberTheme(choice);
    change(withView(state, { theme: choice }), 'replace');
  },
});
const doors = createDoors(root, {
  ...{ actions, useModel, ownModel: () => ownModel },
  isModelMissing: () => !ownModel && linkProblems.includes(MODEL_GONE),
});

/**
 * @param {State} next
 * @param {'push' | 'replace'} how
 */
function change(next, how) {
  if (how === 'push') history.push(next);
  else history.replaceSoon(next);
  take(next);
}

/**
 * @param {State} next
 * @param {number} [keystrokeAt]
 */
function take(next, keystrokeAt) {
  state = next;
  showState();
  if (!lack) frames.stateChanged(keystrokeAt);
}

/** @param {import('./worker/messages.js').TraceAnswer} answer */
function followText(answer) {
  const selection = follower.follow(state.view, frames.trace, answer);
  if (!selection) return;
  state = withView(state, selection);
  history.replaceSoon(state);
}

/**
 * A model that was trained here or comes from a file, in every view; its own mask is the one it has learned with.
 * @param {Uint8Array} bytes
 * @param {string} label what the menu calls it
 */
async function useModel(bytes, label) {
  const facts = await client.load(OWN_MODEL, bytes);
  ownModel = bytes;
  controls.offerOwnModel(label);
  const before = state;
  actions.setRequest({ model: OWN_MODEL, mask: 'none', ablate: 'none' }, { history: 'push' });
  // The same request means another model now.
  if (sameRequest(before, state)) frames.retry();
  return facts;
}

/** What does not wait for the worker. */
function showState() {
  theme.apply(state.view.theme);
  document.body.classList.toggle('no-attention', !hasAttention(state.request));
  controls.show(state);
  text.show(state);
  header.show(state, { canUndo: history.canUndo(), canRedo: history.canRedo() });
  doors.show(state, theme.resolve(state.view.theme));
}

/**
 * Back, Forward, undo, redo, or a hash changed by hand.
 * @param {State} arrived
 * @param {string[]} problems
 * @param {boolean} isLink
 */
function onStep(arrived, problems, isLink) {
  controls.forget();
  follower.end();
  if (isLink) {
    openedLink = { problems };
    linkProblems = problems;
  }
  // The theme is how the visitor reads, not a step of what was done.
  take(withView(arrived, { theme: state.view.theme }));
  reportProblems(problems);
}

/** @param {string[]} problems */
async function reportProblems(problems) {
  if (problems.length === 0) return;
  const model = problems.map(madeWith).find(Boolean);
  const load = () => {
    notice.clear();
    actions.setRequest({ model });
  };
  const isKept = model && (await onDemand.keepsModel(model));
  const action = isKept ? { label: 'Load that version', run: load } : undefined;
  notice.show({ kind: 'info', text: describeProblems(problems), action });
}

/** A link whose head and cell have not been looked for yet: only a trace knows which there are. */
/** @type {{ problems: string[] } | null} */
let openedLink = history.opened;

let laterAsked = false;
let laterThere = false;
let hasDrawn = false;

async function bringLaterPanels() {
  if (laterAsked) return;
  laterAsked = true;
  try {
    const { createLaterPanels } = await import('./later_panels.js');
    const later = createLaterPanels(root, actions);
    ({ explain } = later);
    pictures.push(...later.pictures);
    text.offerExamples(later.fillExamples);
    if (toExplain) explain(...toExplain);
    frames.add(later.views);
    laterThere = true;
  } catch {
    laterAsked = false;
    notice.show({
      kind: 'error',
      text: 'Some panels could not be loaded; any change tries again.',
    });
  }
}

/** @param {Frame} frame */
function onDrawn({ stale, selection, trace }) {
  if (selection && !hasDrawn) {
    hasDrawn = true;
    performance.mark('first-attention');
  }
  bringLaterPanels();
  document.body.classList.toggle('stale', stale);
  document.body.classList.remove('blank');
  if (laterThere) document.body.classList.remove('unfilled');
  controls.showLength(trace.length);
  if (!openedLink || stale || !selection) return;
  const lacking = lackingParts(state.view, trace);
  if (lacking.length > 0) reportProblems([...openedLink.problems, ...lacking]);
  openedLink = null;
}

/** @param {File} file */
async function openFile(file) {
  const content = await file.text();
  controls.forget();
  follower.end();
  const { state: opened, problems } = stateFrom(content, state, hasOwnModel());
  change(opened, 'push');
  reportProblems(problems);
}

function sessionStorageOrNull() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

installShortcuts({ undo: history.undo, redo: history.redo, help: onDemand.openHelp });
window.addEventListener('pagehide', () => history.flush());

showState();
reportProblems(history.opened.problems);
if (lack) notice.show({ kind: 'error', text: `${lack} Your text is kept.` });
