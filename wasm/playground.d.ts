/**
 * The Attention Playground's core for Node (20 or newer) and browsers.
 *
 * Shapes: L layers, H heads, N tokens, D model width, K = D / H head width. All matrices are row-major
 * Float32Arrays; layers, heads, rows and columns count from 0. Every array returned is the caller's own copy.
 */

/** What to compute. Everything but the text has a default; see the table in the README. */
export interface PlaygroundRequest {
  text: string;
  /** 'random' (untrained, seeded), or a model that was loaded: 'reader', 'writer' … Default 'random'. */
  model?: string;
  /** 'words', 'characters', 'bytepair:MERGES' (learned from the text) or a loaded one ('gpt2'). Default 'words'. */
  tokenizer?: string;
  /** 'none', 'causal', 'window:4', 'causal+window:4+global:0,5', 'dilated:4,2', 'causal+noself', 'bits:N,BASE64URL'. Default 'none'. */
  mask?: string;
  /** 'sqrt' (1/√d_k), 'none' or a number. Default 'sqrt'. */
  scale?: string | number;
  /** Softmax temperature. Default 1. */
  temperature?: string | number;
  layers?: string | number;
  heads?: string | number;
  width?: string | number;
  seed?: string | number;
  /** Heads that are switched off: 'none', or like '2.3,3.1' (layer and head, counted from 1). Default 'none'. */
  ablate?: string;
}

/** The request with every default filled in and every part in its canonical form. */
export interface EffectiveRequest {
  text: string;
  model: string;
  tokenizer: string;
  mask: string;
  scale: string;
  temperature: number;
  layers: number;
  heads: number;
  width: number;
  seed: number;
  ablate: string;
}

export interface Token {
  id: number;
  /** The token's bytes; invalid ones shown as U+FFFD. */
  text: string;
  /** Byte range [start, end) in the UTF-8 text. */
  start: number;
  end: number;
  /** A piece of a word that the model does not know. */
  unknown?: true;
}

export interface HeadStatistics {
  /** Mean entropy of a row, in bits. */
  entropy: number;
  /** Mean of |query − key|, weighted. */
  distance: number;
  /** Mean weight on the first token. */
  sink: number;
  /** Mean weight on the token before. */
  previous: number;
  /** Mean weight on the token itself. */
  diagonal: number;
}

export interface Trace {
  readonly tokens: Token[];
  readonly layers: number;
  readonly heads: number;
  /** N, the number of tokens. */
  readonly length: number;
  /** D. */
  readonly width: number;
  /** K = D / H. */
  readonly headWidth: number;
  readonly request: EffectiveRequest;
  /** The factor on a score before the softmax: scale / temperature. `scaleFactor` is the scale alone. */
  readonly scaleFactor: number;
  /** Side S ≤ 64 of the thumbnails. */
  readonly thumbnailSize: number;

  // Each matrix of a layer or a head is a copy of its own, or fills the caller's `into` of its length.

  /** N·N, row = query, column = key: softmax(scores · scale / temperature) over the allowed keys, 0 elsewhere. */
  weights(layer: number, head: number, into?: Float32Array): Float32Array;
  /** N·N: QKᵀ before scale; masked entries keep their number. */
  scores(layer: number, head: number, into?: Float32Array): Float32Array;
  /** N·N: the mean of the layer's heads' weights. */
  meanWeights(layer: number, into?: Float32Array): Float32Array;
  /** N·N bytes: 1 where the query (row) may attend to the key (column). */
  allowed(into?: Uint8Array): Uint8Array;
  /** N·K each. */
  query(layer: number, head: number, into?: Float32Array): Float32Array;
  key(layer: number, head: number, into?: Float32Array): Float32Array;
  value(layer: number, head: number, into?: Float32Array): Float32Array;
  /** N·K: weights · V. */
  output(layer: number, head: number, into?: Float32Array): Float32Array;
  /** D·K each: the head's columns of W_Q, W_K, W_V. */
  queryMatrix(layer: number, head: number, into?: Float32Array): Float32Array;
  keyMatrix(layer: number, head: number, into?: Float32Array): Float32Array;
  valueMatrix(layer: number, head: number, into?: Float32Array): Float32Array;
  /** D·D: W_O. */
  outputMatrix(layer: number, into?: Float32Array): Float32Array;
  /** N·D: x, what the layer's W_Q, W_K and W_V read: the residual stream, in trained models after a normalisation. */
  input(layer: number, into?: Float32Array): Float32Array;
  /** N·D: the residual stream before a layer; `stream(layers)` is the last layer's result. */
  stream(layer: number, into?: Float32Array): Float32Array;
  /** N·D: the residual stream after a layer's attention: stream + projected. Trained models then add an MLP's output. */
  attended(layer: number, into?: Float32Array): Float32Array;
  /** N·D: the heads' outputs side by side. */
  concat(layer: number, into?: Float32Array): Float32Array;
  /** N·D: concat · W_O. */
  projected(layer: number, into?: Float32Array): Float32Array;
  /**
   * How one row of weights came about, 4·N + 2 numbers: the N scores · scale / temperature (−∞ where masked), the same
   * minus the row's largest, e to that, the weights; then the row's largest, and the sum of the exponentials.
   */
  softmaxSteps(layer: number, head: number, query: number): Float32Array;
  /** 2·N: each row's entropy in bits with scale 1/√d_k (first N), then with scale 1 (next N). */
  entropies(layer: number, head: number, into?: Float32Array): Float32Array;
  statistics(layer: number, head: number): HeadStatistics;
  /** V: by a trained model, the probability of each of its words at the token (reader) or after it (writer). */
  probabilities(position: number): Float32Array;
  /** The most probable words; without a position at the first [MASK] (reader) or after the last token (writer). */
  predict(position?: number, count?: number): Prediction;
  /** S·S: the largest weight in each block of the matrix. */
  thumbnail(layer: number, head: number, into?: Float32Array): Float32Array;
  /** S·S: the same for the mean of the layer's heads. */
  meanThumbnail(layer: number, into?: Float32Array): Float32Array;
  /** S·S bytes: 1 where any cell in the block is allowed. */
  allowedThumbnail(): Uint8Array;
  /** Hands the trace's memory on to the next one. Every method throws afterwards. */
  delete(): void;
}

export interface AttentionArrays {
  /** Each N·D, row-major; head h is columns h·K to (h+1)·K − 1. */
  q: Float32Array;
  k: Float32Array;
  v: Float32Array;
  /** N. */
  length: number;
  /** D, a multiple of heads. */
  width: number;
  heads?: number;
  mask?: string;
  scale?: string | number;
  temperature?: string | number;
  /** Whether anybody wants the weights; default true. Without them a window costs O(N·w) in time and memory. */
  weights?: boolean;
  /** Arrays to fill instead of new ones. */
  into?: { weights?: Float32Array; output?: Float32Array };
}

/** D·D each, row-major, used as y = x · W; head h is columns h·K to (h+1)·K − 1 of wq, wk, wv. */
export interface MultiHeadParameters {
  wq: Float32Array;
  wk: Float32Array;
  wv: Float32Array;
  wo: Float32Array;
  /** D, a multiple of heads. */
  width: number;
  heads: number;
}

/**
 * A transformer block with normalisation before each part, as in GPT-2: x + attention(norm(x)), then x + MLP(norm(x)) with
 * a tanh-GELU. Gains, biases D, those of `up` F.
 */
export interface BlockParameters extends Omit<MultiHeadParameters, 'width' | 'heads'> {
  norm1Gain: Float32Array;
  norm1Bias: Float32Array;
  norm2Gain: Float32Array;
  norm2Bias: Float32Array;
  /** D·F and its bias, F. */
  up: Float32Array;
  upBias: Float32Array;
  /** F·D and its bias, D. */
  down: Float32Array;
  downBias: Float32Array;
}

export interface LayerArrays {
  /** N·D. */
  x: Float32Array;
  /** N. */
  length: number;
  mask?: string;
  scale?: string | number;
  temperature?: string | number;
  weights?: boolean;
  into?: { weights?: Float32Array; output?: Float32Array };
}

export interface Layer {
  /** Weights H·N·N, of several blocks one after the other (empty where they are not wanted), and the output, N·D. */
  run(arrays: LayerArrays): { weights: Float32Array; output: Float32Array };
  /** Frees the packed matrices. */
  delete(): void;
}

export interface RequestProperty extends SettingProperty {
  name: keyof EffectiveRequest;
}

export interface SettingProperty {
  name: string;
  type: 'text' | 'choice' | 'model' | 'whole' | 'number' | 'tokenizer' | 'mask' | 'scale' | 'heads';
  default: string | number;
  minimum?: number;
  maximum?: number;
  choices?: string[];
  help: string;
}

export interface PredictedWord {
  id: number;
  text: string;
  probability: number;
}

export interface Prediction {
  /** The token at which, or behind which, the words would stand. */
  position: number;
  /** Most probable first. */
  words: PredictedWord[];
}

/** How one head was measured: the share of rows whose largest weight is on the target, and the mean weight there. */
export interface ProbeScores {
  cases: number;
  /** How often the nearest noun would be right. */
  nearest: number;
  /** How often the best fixed distance would be right, and which it is. */
  fixed: number;
  distance: number;
  /** L·H each. */
  shares: number[];
  weights: number[];
}

export type HeadRoleName =
  'pronoun' | 'adjective' | 'verb' | 'previous' | 'next' | 'same' | 'first';

export interface ModelScores {
  /** L·H: what each head was measured to do, or null where it earned no name. */
  heads: { role: HeadRoleName | null; share?: number }[];
  probes: Record<HeadRoleName, ProbeScores>;
  split?: string;
  /** Which stories, where they are not the full language's. */
  grammar?: 'small';
  stories?: number;
  /** Reader: how often the right noun is named in place of a pronoun, and with each head switched off (L·H). */
  answers?: {
    all: { share: number; cases: number };
    without: number[];
    clue_after: { share: number; cases: number };
    clue_before: { share: number; cases: number };
  };
  verbs?: { share: number; cases: number };
  /**
   * Reader, over the same stories, L·H each: how often a head points to a pronoun's noun from the pronoun, and from
   * "else" where "something else" stands in its place.
   */
  control?: { cases: number; pronoun: number[]; else: number[] };
  perplexity?: { writer: number; bigram: number; grammar: number };
}

/** A story, and where a head has the largest weight of one row: positions of its tokens. */
export interface ProbeExample {
  text: string;
  /** The row. */
  query: number;
  /** Where its largest weight should be, and where it is. */
  target: number;
  pointed: number;
  target_weight: number;
  pointed_weight: number;
}

export interface ModelFacts {
  kind: 'reader' | 'writer';
  layers: number;
  heads: number;
  width: number;
  hidden: number;
  /** The longest text, in tokens. */
  positions: number;
  parameters: number;
  mask: string;
  seed: number;
  /** V: what it knows; ids below `firstWord` are signs and characters. */
  words: string[];
  firstWord: number;
  scores: ModelScores | null;
}

export interface GenerateRequest {
  /** What to write on from; empty: a new story. */
  text?: string;
  /** Default 'writer'. */
  model?: string;
  /** 0 always takes the most probable word. Default 0.8. */
  temperature?: number;
  /** Only so many most probable words; 0: all. */
  topK?: number;
  /** Only the most probable words that reach this together. Default 1. */
  topP?: number;
  seed?: number;
  /** How many stories to end, the one that `text` begins among them. Default: without end. */
  stories?: number;
}

export interface GeneratedToken {
  id: number;
  text: string;
  /** The end of a story; another one begins behind it. */
  end: boolean;
  /** V: what it was drawn from. */
  probabilities: Float32Array;
  /** [layer][head]: the row of the last token before it. */
  weights: Float32Array[][];
}

/** See `trainTable` for ranges and defaults. */
export interface TrainOptions {
  objective?: 'reader' | 'writer';
  grammar?: 'full' | 'small';
  layers?: number | string;
  heads?: number | string;
  width?: number | string;
  rate?: number | string;
  steps?: number | string;
  batch?: number | string;
  seed?: number | string;
  mask?: string;
}

export interface Training {
  /** How many steps it will have. */
  readonly steps: number;
  /** Up to so many steps; `loss` is their mean of −ln p(right word). */
  step(count?: number): { step: number; loss: number; tokens: number; finished: boolean };
  /** What its heads look at now, on so many new stories. */
  probe(stories?: number, seed?: number): ModelScores;
  /** A trace by the model as it is now. */
  trace(request: PlaygroundRequest): Trace;
  /** Makes the model as it is now usable as `model: name`, measured on so many stories. */
  use(name: string, stories?: number): void;
  /** The model as a safetensors file, to be loaded again with load(name, bytes). */
  save(): Uint8Array;
  delete(): void;
}

/** Counts of neighbours in the same stories: one token of context, no attention. Ids are those of the trained models. */
export interface Bigram {
  /** V. */
  readonly vocabulary: number;
  /** V·V: row = the word, column = the word after it. */
  counts(): Float32Array;
  /** V: of the word after this one. */
  probabilities(word: number): Float32Array;
  delete(): void;
}

export interface Playground {
  /** Throws an Error with a message for people where the request cannot be computed. */
  run(request: PlaygroundRequest): Trace;
  /**
   * The same in steps, for whoever must not stay away for long: `next()` computes so many of them, 1 unless told
   * otherwise, the longest of which are a product of N·D by D·D and the attention of a layer's heads.
   */
  steps(request: PlaygroundRequest, atOnce?: number): Generator<void, Trace, void>;
  tokenize(request: PlaygroundRequest): Token[];
  /** H·N·N weights and N·D output of softmax(QKᵀ · scale + mask)·V on your own arrays. */
  attention(arrays: AttentionArrays): { weights: Float32Array; output: Float32Array };
  /** The same from x, with projections: the matrices are packed once, for all runs. */
  multiHead(parameters: MultiHeadParameters): Layer;
  /** Whole transformer blocks, one after the other. */
  blocks(parameters: { blocks: BlockParameters[]; width: number; heads: number }): Layer;
  /**
   * Loads 'reader', 'writer', 'reader-causal' or 'gpt2' (a tokenizer) from beside this module, one version of a model by a
   * name like 'reader.1a2b3c4d', or bytes under a name of your choice: a model that was saved, or a byte-level
   * tokenizer.json.
   */
  load(name: string, bytes?: Uint8Array): Promise<void>;
  /** What a loaded model is. */
  model(name: string): ModelFacts;
  /** How a loaded model was measured; null where it was not. */
  probe(name: string): ModelScores | null;
  /**
   * New stories, up to so many, in which a head of a loaded model points to something else than the link's target; with
   * `right` those in which it points to the target.
   */
  counterExamples(
    model: string,
    link: HeadRoleName,
    layer: number,
    head: number,
    count?: number,
    seed?: number,
    options?: { grammar?: 'full' | 'small'; right?: boolean },
  ): ProbeExample[];
  /** The known word nearest to one that a model does not know; '' where all are far off. */
  nearWord(name: string, word: string): string;
  predict(request: PlaygroundRequest & { position?: number; count?: number }): Prediction;
  /** Writes on, word by word: without end unless `stories` says how many; stop iterating to stop it. */
  generate(request?: GenerateRequest): Iterable<GeneratedToken>;
  bigram(options?: { grammar?: 'full' | 'small'; stories?: number; seed?: number }): Bigram;
  train(options?: TrainOptions): Training;
  /** The one table of request properties, and the one of training options. */
  readonly requestTable: readonly RequestProperty[];
  readonly trainTable: readonly SettingProperty[];
  /**
   * A letter for each word of the trained models, from `firstWord` on: p pronoun, a adjective, n noun; of verbs v a
   * present form, b the base form, d the past; a point for all others.
   */
  readonly wordKinds: string;
  /** Bytes of WebAssembly memory in use by the module (it never shrinks). */
  readonly memoryBytes: number;
  delete(): void;
}

export interface LoadOptions {
  /** Where attention_core.wasm lies; by default beside this module. */
  wasmUrl?: string | URL;
  /** Its bytes, where there is nothing to fetch. */
  wasm?: Uint8Array | ArrayBuffer;
  /** The same, compiled already. */
  module?: WebAssembly.Module;
}

export function loadPlayground(options?: LoadOptions): Promise<Playground>;

/** Maps a byte offset of the UTF-8 text to an offset in JavaScript's UTF-16 string; one call maps many, ascending. */
export function utf16Offsets(text: string, byteOffsets: readonly number[]): number[];
