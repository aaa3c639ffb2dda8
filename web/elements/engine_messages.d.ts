import type { Answer, Question } from '../worker/messages.js';

/** To the part that computes. A session is one element's. */
export type ToHost =
  | { kind: 'open'; wasm: Uint8Array<ArrayBuffer>; isOnThread: boolean }
  | { kind: 'model'; name: string; bytes?: Uint8Array<ArrayBuffer>; error?: string }
  | { kind: 'close'; session: number }
  | (Question & { session: number });

/** From it: an answer to a session, or to all. */
export type FromHost =
  { kind: 'want'; name: string; session?: undefined } | (Answer & { session?: number });
