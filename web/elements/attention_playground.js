/** The element: attributes in, events out. Its registration is apart from it, in define.js. */
import { makeState, defaultState } from '../state/state.js';
import { missingSupport } from '../worker/support.js';
import { attributeNames, readOffer, readState, stateNames } from './attributes.js';
import { createEngine } from './engine.js';
import { inTurn } from './pacing.js';
import { readMatrices } from './own_matrices.js';
import { adoptStyles } from './sheets.js';
import { createStage } from './stage.js';
import { coreText, host, modelTexts, styleText } from './payload.js';

/**
 * @typedef {import('../types.js').State} State
 * @typedef {import('../types.js').RequestState} RequestState
 */

/** CSS pixels around the window in which an element is made ready. */
const AHEAD = '200px';
const WASM_DIRECTIVE = `script-src ${'<where the script comes from>'} 'wasm-unsafe-eval'; worker-src blob:`;

/** The smallest WebAssembly module. */
const NOTHING = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** All elements of the page share these. @type {ReturnType<typeof createEngine> | null} */
let engine = null;

/** @returns {string} why nothing can be computed here, '' where it can */
function obstacle() {
  // Without workers the page's own thread computes.
  const lack = missingSupport({ Worker: true, WebAssembly: globalThis.WebAssembly });
  if (lack) return lack;
  try {
    new WebAssembly.Module(NOTHING);
    return '';
  } catch {
    return `This page’s Content-Security-Policy does not allow WebAssembly, which the playground computes with. The directives to add: ${WASM_DIRECTIVE}`;
  }
}

export class AttentionPlayground extends HTMLElement {
  static observedAttributes = attributeNames;

  #home = document.createElement('div');
  #fallback = document.createElement('div');
  /** @type {ReturnType<typeof createStage> | null} */
  #stage = null;
  /** @type {State} */
  #state = defaultState;
  /** @type {string[]} */
  #problems = [];
  /** Attributes that have changed since they were last read. */
  #changed = new Set(stateNames);
  #isScheduled = false;
  #hasNewOffer = true;
  /** @type {ReturnType<typeof readMatrices> | null} */
  #own = null;
  #isVisible = false;
  #observer = new IntersectionObserver(
    (entries) => {
      this.#isVisible = entries[entries.length - 1].isIntersecting;
      this.#stage?.setVisible(this.#isVisible);
    },
    { rootMargin: AHEAD },
  );
  #systemDark = matchMedia('(prefers-color-scheme: dark)');
  #redraw = () => this.#stage?.redraw();

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    this.#home.className = 'playground';
    this.#fallback.className = 'playground fallback';
    this.#fallback.hidden = true;
    this.#fallback.append(document.createElement('slot'), document.createElement('p'));
    root.append(this.#home, this.#fallback);
    adoptStyles(this.#home, styleText);
  }

  connectedCallback() {
    this.#observer.observe(this);
    this.#systemDark.addEventListener('change', this.#redraw);
    this.#schedule();
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    this.#systemDark.removeEventListener('change', this.#redraw);
    // One that is only moved is connected again by then.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (stateNames.includes(name)) this.#changed.add(name);
    else this.#hasNewOffer = true;
    this.#schedule();
  }

  /** Attributes that are set one after the other are one change. */
  #schedule() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (this.isConnected) this.#update();
    });
  }

  /** @param {string} name */
  #read = (name) => this.getAttribute(name);

  #takeAttributes() {
    if (this.#changed.size === 0) return;
    const { request, view, problems } = readState([...this.#changed], this.#read);
    this.#changed.clear();
    this.#problems.push(...problems);
    const { state } = this;
    this.#state = makeState({ ...state.request, ...request }, { ...state.view, ...view });
    this.#stage?.setState(this.#state, this.#problems.splice(0));
  }

  #update() {
    const blocked = obstacle();
    this.#fallback.hidden = blocked === '';
    this.#home.hidden = blocked !== '';
    if (blocked) {
      /** @type {Element} */ (this.#fallback.lastElementChild).textContent = blocked;
      this.#emit('error', { message: blocked });
      return;
    }
    this.#takeAttributes();
    if (this.#stage && !this.#hasNewOffer) return;
    this.#hasNewOffer = false;
    inTurn(() => {
      if (this.isConnected) this.#begin();
    });
  }

  #begin() {
    const { offer, problems } = readOffer(this.#read);
    this.#problems.push(...problems);
    this.#end();
    engine ??= createEngine({ host, coreText, modelTexts });
    this.#stage = createStage(this.#home, {
      ...{ offer, engine, state: this.#state, matrices: this.#own },
      systemTheme: () => (this.#systemDark.matches ? 'dark' : 'light'),
      emit: (type, detail) => this.#emit(type, detail),
    });
    this.#stage.setState(this.#state, this.#problems.splice(0));
    this.#stage.setVisible(this.#isVisible);
  }

  #end() {
    this.#state = this.state;
    this.#stage?.end();
    this.#stage = null;
  }

  /** @param {string} type @param {object} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** The request and how it is looked at, as the page's state. */
  get state() {
    return this.#stage?.state ?? this.#state;
  }

  /** What is computed: a frozen object with the names of the request's table. */
  get request() {
    this.#takeAttributes();
    return this.state.request;
  }

  /** Only what is named changes. @param {Partial<RequestState>} patch */
  set request(patch) {
    this.#takeAttributes();
    const { state } = this;
    this.#state = makeState({ ...state.request, ...patch }, state.view);
    this.#stage?.setState(this.#state, []);
  }

  /** The trace on screen, null before the first; its matrices are promises. */
  get trace() {
    return this.#stage?.trace ?? null;
  }

  /** One's own weights: `{ tokens, weights }`, weights[layer][head][query][key]; null for the playground's. */
  get matrices() {
    return this.#own;
  }

  /** @param {any} given */
  set matrices(given) {
    this.#own = given === null ? null : readMatrices(given);
    this.#hasNewOffer = true;
    this.#schedule();
  }
}
