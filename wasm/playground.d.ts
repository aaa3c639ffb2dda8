/**
 * The Attention Playground's core for Node (20 or newer) and browsers.
 *
 * Shapes: L layers, H heads, N tokens, D model width, K = D / H head width. All matrices are row-major
 * Float32Arrays; layers, heads, rows and columns count from 0. Every array returned is the caller's own copy.
 */

/** What to compute. Everything but the text has a default; see the table in the README. */
export interface PlaygroundRequest {
  text: string;
  /** 'random' (untrained, seeded). Default 'random'. */
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
}

export interface Token {
  id: number;
  /** The token's bytes; invalid ones shown as U+FFFD. */
  text: string;
  /** Byte range [start, end) in the UTF-8 text. */
  start: number;
  end: number;
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

  /** N·N, row = query, column = key: softmax(scores · scale / temperature) over the allowed keys, 0 elsewhere. */
  weights(layer: number, head: number): Float32Array;
  /** N·N: QKᵀ before scale; masked entries keep their number. */
  scores(layer: number, head: number): Float32Array;
  /** N·N: the mean of the layer's heads' weights. */
  meanWeights(layer: number): Float32Array;
  /** N·N bytes: 1 where the query (row) may attend to the key (column). */
  allowed(): Uint8Array;
  /** N·K each. */
  query(layer: number, head: number): Float32Array;
  key(layer: number, head: number): Float32Array;
  value(layer: number, head: number): Float32Array;
  /** N·K: weights · V. */
  output(layer: number, head: number): Float32Array;
  /** D·K each: the head's columns of W_Q, W_K, W_V. */
  queryMatrix(layer: number, head: number): Float32Array;
  keyMatrix(layer: number, head: number): Float32Array;
  valueMatrix(layer: number, head: number): Float32Array;
  /** D·D: W_O. */
  outputMatrix(layer: number): Float32Array;
  /** N·D: the layer's input x. `input(layers)` is the last layer's result. */
  input(layer: number): Float32Array;
  /** N·D: the heads' outputs side by side. */
  concat(layer: number): Float32Array;
  /** N·D: concat · W_O. */
  projected(layer: number): Float32Array;
  /**
   * How one row of weights came about, 4·N + 2 numbers: the N scores · scale / temperature (−∞ where masked), the same
   * minus the row's largest, e to that, the weights; then the row's largest, and the sum of the exponentials.
   */
  softmaxSteps(layer: number, head: number, query: number): Float32Array;
  /** 2·N: each row's entropy in bits with scale 1/√d_k (first N), then with scale 1 (next N). */
  entropies(layer: number, head: number): Float32Array;
  statistics(layer: number, head: number): HeadStatistics;
  /** S·S: the largest weight in each block of the matrix. */
  thumbnail(layer: number, head: number): Float32Array;
  /** S·S: the same for the mean of the layer's heads. */
  meanThumbnail(layer: number): Float32Array;
  /** S·S bytes: 1 where any cell in the block is allowed. */
  allowedThumbnail(): Uint8Array;
  /** Frees the trace's memory. Every other method throws afterwards. */
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
  /** Arrays to fill instead of new ones. */
  into?: { weights?: Float32Array; output?: Float32Array };
}

export interface RequestProperty {
  name: keyof EffectiveRequest;
  type: 'text' | 'choice' | 'whole' | 'number' | 'tokenizer' | 'mask' | 'scale';
  default: string | number;
  minimum?: number;
  maximum?: number;
  choices?: string[];
  help: string;
}

export interface Playground {
  /** Throws an Error with a message for people where the request cannot be computed. */
  run(request: PlaygroundRequest): Trace;
  tokenize(request: PlaygroundRequest): Token[];
  /** H·N·N weights and N·D output of softmax(QKᵀ · scale + mask)·V on your own arrays. */
  attention(arrays: AttentionArrays): { weights: Float32Array; output: Float32Array };
  /** Loads 'gpt2' from beside this module, or any byte-level tokenizer.json's bytes under a name of your choice. */
  load(name: string, bytes?: Uint8Array): Promise<void>;
  /** The one table of request properties. */
  readonly requestTable: readonly RequestProperty[];
  /** Bytes of WebAssembly memory in use by the module (it never shrinks). */
  readonly memoryBytes: number;
  delete(): void;
}

export interface LoadOptions {
  /** Where attention_core.wasm lies; by default beside this module. */
  wasmUrl?: string | URL;
  /** Its bytes or a compiled module, where there is nothing to fetch. */
  wasm?: Uint8Array | ArrayBuffer;
}

export function loadPlayground(options?: LoadOptions): Promise<Playground>;

/** Maps a byte offset of the UTF-8 text to an offset in JavaScript's UTF-16 string; one call maps many, ascending. */
export function utf16Offsets(text: string, byteOffsets: readonly number[]): number[];
