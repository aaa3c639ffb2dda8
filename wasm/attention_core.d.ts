/** What Emscripten makes of bindings.cpp; the build copies this file beside it. */

/** An answer of the core: a value, or the message of what went wrong. Values are views of its memory: copy at once. */
export type Answer = { value?: any; error?: string };

export interface CoreTrace {
  headSlice(name: string, layer: number, head: number): Answer;
  layerSlice(name: string, layer: number): Answer;
  allowed(): Answer;
  allowedThumbnail(): Answer;
  softmaxSteps(layer: number, head: number, query: number): Answer;
  statistics(layer: number, head: number): Answer;
  delete(): void;
}

export interface CorePlayground {
  run(pairs: Uint8Array[], into: CoreTrace): Answer;
  tokenize(pairs: Uint8Array[]): Answer;
  attention(
    q: Float32Array,
    k: Float32Array,
    v: Float32Array,
    length: number,
    width: number,
    pairs: Uint8Array[],
  ): Answer;
  loadTokenizerJson(name: Uint8Array, bytes: Uint8Array): Answer;
  loadGpt2(name: Uint8Array, encoder: Uint8Array, merges: Uint8Array): Answer;
  delete(): void;
}

export interface Core {
  Playground: new () => CorePlayground;
  Trace: new () => CoreTrace;
  requestTable(): Record<string, any>[];
  HEAPU8: Uint8Array;
}

export default function createCore(options?: {
  locateFile?: (name: string) => string;
  wasmBinary?: Uint8Array | ArrayBuffer;
}): Promise<Core>;
