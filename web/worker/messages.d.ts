import type { Half } from '../render/pyramid.js';
import type { EffectiveRequest, ModelFacts, SliceKey, TraceSummary } from '../types.js';

/** Where start.js leaves the worker for the page. */
export interface WithWorker {
  startedWorker?: Worker;
  /** Resolves when its thread runs and has the core, has failed, or takes its time. */
  workerAwake?: Promise<unknown>;
}

export type Slice = Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** From start.js, to the worker that it has started; without its content where that could not be fetched. */
export type Food =
  { kind: 'core'; core?: WebAssembly.Module } | { kind: 'model'; model?: ArrayBuffer };

/** From the page. `id` counts the messages; an answer carries the id of what it answers. */
export type Question =
  | { kind: 'run'; id: number; request: EffectiveRequest; keys: SliceKey[] }
  | { kind: 'slices'; id: number; traceId: number; keys: SliceKey[] }
  /** Memory of slices that are not needed any more, for others. Has no answer. */
  | { kind: 'spare'; id: number; buffers: ArrayBuffer[] }
  /** A model of the visitor's own: a safetensors file under a name. */
  | { kind: 'load'; id: number; name: string; bytes: Uint8Array };

export interface Slices {
  /** In the order of `keys`, which are those asked for that lie inside the trace. */
  keys: SliceKey[];
  slices: Slice[];
  /** Of each slice; none but of large matrices of weights. */
  levels?: Half[][];
}

export interface TraceAnswer extends Slices {
  kind: 'trace';
  id: number;
  summary: TraceSummary;
}

/** From the worker. */
export type Answer =
  /** Its thread runs and has what it was to be given first. */
  | { kind: 'awake' }
  | TraceAnswer
  | ({ kind: 'slices'; id: number } & Slices)
  | { kind: 'loaded'; id: number; facts: ModelFacts }
  /** The trace asked about has been superseded. */
  | { kind: 'gone'; id: number }
  /** The core refused; its message is for people. */
  | { kind: 'refused'; id: number; message: string }
  /** Something that has to be fetched before a run: its name, and how far it is. */
  | { kind: 'loading'; name: string; progress: 'started' | 'done' | 'failed' }
  /** The worker cannot go on. */
  | { kind: 'dead'; message: string };
