/** What Emscripten makes of the bindings; the build copies this file beside it. */

/** An answer of the core: a value, or the message of what went wrong. Values are views of its memory: copy at once. */
export type Answer = { value?: any; error?: string };

export interface CoreTrace {
  headSlice(name: string, layer: number, head: number): Answer;
  layerSlice(name: string, layer: number): Answer;
  allowed(): Answer;
  allowedThumbnail(): Answer;
  softmaxSteps(layer: number, head: number, query: number): Answer;
  statistics(layer: number, head: number): Answer;
  probabilities(position: number): Answer;
  delete(): void;
}

export interface CorePlayground {
  begin(pairs: Uint8Array[], into: CoreTrace): Answer;
  /** False until the trace is whole, then what it tells of itself. */
  advance(into: CoreTrace, steps: number): Answer;
  tokenize(pairs: Uint8Array[]): Answer;
  loadTokenizerJson(name: Uint8Array, bytes: Uint8Array): Answer;
  loadGpt2(name: Uint8Array, encoder: Uint8Array, merges: Uint8Array): Answer;
  loadModel(name: Uint8Array, bytes: Uint8Array): Answer;
  modelFacts(name: string): Answer;
  nearWord(name: string, word: Uint8Array): Answer;
  predict(trace: CoreTrace, name: string, position: number, count: number): Answer;
  delete(): void;
}

export interface CoreGenerator {
  start(
    playground: CorePlayground,
    model: string,
    prompt: Uint8Array,
    temperature: number,
    topK: number,
    topP: number,
    seed: number,
  ): Answer;
  next(): Answer;
  probabilities(): Answer;
  weights(layer: number, head: number): Answer;
  delete(): void;
}

export interface CoreBigram {
  start(grammar: string, stories: number, seed: number): Answer;
  counts(): Answer;
  probabilities(word: number): Answer;
  delete(): void;
}

export interface CoreTrainer {
  start(pairs: Uint8Array[]): Answer;
  step(count: number): Answer;
  probe(stories: number, seed: number): Answer;
  use(playground: CorePlayground, name: string, stories: number): Answer;
  save(): Answer;
  delete(): void;
}

/** Numbers lie at addresses in HEAPU8's buffer. */
export interface CoreLayers {
  reserve(count: number): number;
  add(width: number, hidden: number): Answer;
  prepare(pairs: Uint8Array[], length: number, withWeights: boolean): Answer;
  input(): number;
  output(): number;
  begin(layer: number): boolean;
  next(): number;
  piece(): number;
  end(layer: number): void;
  delete(): void;
}

export interface Core {
  Playground: new () => CorePlayground;
  Trace: new () => CoreTrace;
  Generator: new () => CoreGenerator;
  Bigram: new () => CoreBigram;
  Trainer: new () => CoreTrainer;
  Layers: new () => CoreLayers;
  /** Not in the page's own build, like the four above. */
  trainTable?(): Record<string, any>[];
  probeExamples(
    playground: CorePlayground,
    model: string,
    link: string,
    layer: number,
    head: number,
    count: number,
    seed: number,
    grammar: string,
    right: boolean,
  ): Answer;
  storyWordKinds?(): string;
  requestTable(): Record<string, any>[];
  HEAPU8: Uint8Array;
}

export default function createCore(options?: {
  locateFile?: (name: string) => string;
  wasmBinary?: Uint8Array | ArrayBuffer;
}): Promise<Core>;
