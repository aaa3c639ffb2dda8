/**
 * The words that the page's parts share. Shapes: L layers, H heads, N tokens, D model width, K = D / H head width,
 * S ≤ 64 the side of a thumbnail. Layers, heads, rows and columns count from 0; only labels and links count from 1.
 */
import type {
  EffectiveRequest,
  HeadStatistics,
  ModelFacts,
  RequestProperty,
  Token,
} from '../wasm/playground.js';

import type { LearnerCalls } from './worker/learner_messages.js';

export type { EffectiveRequest, HeadStatistics, ModelFacts, RequestProperty };

/** What the core is asked to compute; a change here recomputes. */
export type RequestState = EffectiveRequest;

/** What the large matrix shows. */
export type Step =
  | 'stream'
  | 'x'
  | 'wq'
  | 'wk'
  | 'wv'
  | 'q'
  | 'k'
  | 'v'
  | 'scores'
  | 'scaled'
  | 'masked'
  | 'weights'
  | 'output'
  | 'concat'
  | 'wo'
  | 'projected'
  | 'next';

export type Order = 'layer' | 'entropy' | 'distance' | 'sink' | 'previous' | 'diagonal';

/** How the trace is looked at; a change here never recomputes. */
export interface ViewState {
  readonly layer: number;
  /** −1 is the mean of the layer's heads. */
  readonly head: number;
  readonly query: number;
  readonly key: number;
  readonly step: Step;
  readonly order: Order;
  readonly theme: 'auto' | 'light' | 'dark';
  /** The matrices' colour scale: 0 to 1, or each to its own maximum. */
  readonly range: 'fixed' | 'own';
  /** Lines from every query (left) to every key (right) instead of arcs over the chips. */
  readonly lines: boolean;
  /** What is open above the matrix. */
  readonly door: 'none' | 'write' | 'train';
  /** The settings of a training, as in `grammar:small,seed:1`; '' for those that the page begins with. */
  readonly train: string;
  /** The Write door's settings, as web/doors/write_settings.js reads them. */
  readonly write: string;
}

export interface State {
  readonly request: Readonly<RequestState>;
  readonly view: Readonly<ViewState>;
}

export interface Selection {
  layer: number;
  /** −1 is the mean of the layer's heads. */
  head: number;
  query: number;
  key: number;
}

/** A token with its range in the JavaScript string beside the one in UTF-8 bytes. */
export interface PageToken extends Token {
  utf16Start: number;
  utf16End: number;
}

/** What every view may know of the current trace without asking for slices. */
export interface TraceSummary {
  /** A new number for every run. */
  id: number;
  tokens: PageToken[];
  /** The effective request. */
  request: EffectiveRequest;
  layers: number;
  heads: number;
  /** N. */
  length: number;
  /** D. */
  width: number;
  /** K. */
  headWidth: number;
  /** The scale alone, without the temperature. */
  scaleFactor: number;
  /** [layer][head]. */
  statistics: HeadStatistics[][];
  /** Of a trained model: what it is, what it knows, how its heads were measured. */
  facts: ModelFacts | null;
  /** The first few words that a trained model does not know; near: a known word, '' where none is. */
  unknown: { text: string; near: string }[];
  /** S. */
  thumbnailSize: number;
  /** L·H·S·S. */
  thumbnails: Float32Array;
  /** L·S·S. */
  meanThumbnails: Float32Array;
  /** S·S, 1 where any cell in the block is allowed. */
  allowedThumbnail: Uint8Array;
}

/** The methods of Trace in wasm/playground.d.ts that return a matrix. */
export type SliceName =
  | 'weights'
  | 'scores'
  | 'meanWeights'
  | 'allowed'
  | 'query'
  | 'key'
  | 'value'
  | 'output'
  | 'queryMatrix'
  | 'keyMatrix'
  | 'valueMatrix'
  | 'outputMatrix'
  | 'input'
  | 'stream'
  | 'attended'
  | 'probabilities'
  | 'concat'
  | 'projected'
  | 'softmaxSteps'
  | 'entropies';

/** A slice's name and its indices, as in ['weights', layer, head]. */
export type SliceKey = readonly [SliceName, ...number[]];

export interface Slices {
  (name: 'allowed'): Uint8Array;
  (name: Exclude<SliceName, 'allowed'>, ...indices: number[]): Float32Array;
}

export interface Hover {
  query?: number;
  key?: number;
}

/** What every view is given after a change. */
export interface Frame {
  readonly state: State;
  readonly trace: TraceSummary;
  /** Clamped to the trace; null when there is no token. */
  readonly selection: Selection | null;
  /** Holds what the views' wants() named; throws for anything else. */
  readonly slice: Slices;
  readonly theme: 'light' | 'dark';
  readonly hover: Hover | null;
  /** The request on screen could not be computed: the trace is the last one that could. */
  readonly stale: boolean;
}

export interface View {
  /** Whether it is updated where nothing but the hover has changed. */
  followsHover?: boolean;
  /** The slices that update() will draw from. Cheap and pure. */
  wants(state: State, selection: Selection): SliceKey[];
  update(frame: Frame): void;
}

/** How a change enters the history: as an entry of its own, or in place of the newest. */
export interface HistoryOptions {
  history?: 'push' | 'replace';
}

export interface RequestOptions extends HistoryOptions {
  /** The word of the new text whose row is looked at. */
  word?: string;
}

export interface Actions {
  /** Aborted when the views are taken down, where they ever are: for listeners outside their own elements. */
  signal?: AbortSignal;
  /** Selects everywhere. Pushes one history entry unless told to replace. */
  select(selection: Partial<Selection>, options?: HistoryOptions): void;
  setView(patch: Partial<ViewState>, options?: HistoryOptions): void;
  /** Recomputes. */
  setRequest(patch: Partial<RequestState>, options?: RequestOptions): void;
  /** A passing highlight: no history, nothing recomputed. */
  hover(cell: Hover | null): void;
  /** Asks every view again what it wants, for one that has just been opened or come into sight. */
  redraw(): void;
  /** Read out by screen readers. */
  announce(text: string): void;
  /** The notice line on top of the page. */
  notify(notice: { kind: 'error' | 'info'; text: string }): void;
  /** To the clipboard; announces "Copied …" with `what` after it. */
  copy(text: string, what: string): Promise<void>;
  download(name: string, blob: Blob): void;
  /** For exports and other things on demand. Rejects with an AbortError when the trace is superseded. */
  fetchSlice(name: 'allowed'): Promise<Uint8Array>;
  fetchSlice(name: Exclude<SliceName, 'allowed'>, ...indices: number[]): Promise<Float32Array>;
  /** New stories in which a head of a model points to another word than a link's; they do not come from the trace. */
  counterExamples: LearnerCalls['counterExamples'];
  /** What a model is that need not be the one on screen. */
  modelFacts: LearnerCalls['facts'];
}

export type CreateView = (root: HTMLElement, actions: Actions) => View;
