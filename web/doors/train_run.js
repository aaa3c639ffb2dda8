/**
 * A training in the second worker: slices of steps, between them the attention as it is now, and every second a probe. One
 * thing at a time; what comes back after a reset is dropped.
 */
import { createPace, createRate } from './train_pace.js';
import { bestHead } from './train_scores.js';

/**
 * @typedef {import('../worker/learner_messages.js').LearnerCalls} LearnerCalls
 * @typedef {import('../../wasm/playground.js').ModelScores} ModelScores
 * @typedef {Awaited<ReturnType<LearnerCalls['traceTraining']>>} SmallTrace
 * @typedef {'none' | 'running' | 'paused' | 'finished' | 'failed'} Status failed: it is gone
 *
 * @typedef {object} Progress
 * @property {number} step
 * @property {number} steps of the whole training
 * @property {number} loss
 * @property {{ steps: number, tokens: number }} rate per second
 *
 * @typedef {object} RunListeners
 * @property {(status: Status) => void} onStatus
 * @property {(progress: Progress) => void} onProgress
 * @property {(scores: ModelScores) => void} onScores
 * @property {(trace: SmallTrace, head: { layer: number, head: number }) => void} onTrace
 * @property {(message: string) => void} onUntraced the sentence cannot be read by this model
 * @property {(message: string) => void} onFault
 * @property {() => string} getText
 */

const PROBED_STORIES = 200;
const PROBE_EVERY_MS = 1000;

/**
 * @param {LearnerCalls & { end: () => void }} learner
 * @param {RunListeners} listeners
 */
export function createRun(learner, listeners) {
  /** @type {Status} */
  let status = 'none';
  /** A new number for every training. */
  let generation = 0;
  let steps = 0;
  let headsPerLayer = 1;
  let shownHead = { layer: 0, head: 0 };
  let probedAt = 0;
  const pace = createPace();
  const rate = createRate();
  /** @type {Promise<void>} */
  let last = Promise.resolve();

  /** @param {Status} next */
  function become(next) {
    status = next;
    listeners.onStatus(next);
  }

  /**
   * After what is under way.
   * @param {(isCurrent: () => boolean) => Promise<void>} work
   */
  function enqueue(work) {
    const mine = generation;
    const isCurrent = () => mine === generation;
    last = last.then(async () => {
      try {
        if (isCurrent()) await work(isCurrent);
      } catch (error) {
        if (isCurrent()) fail(error);
      }
    });
    return last;
  }

  /** @param {unknown} error */
  const messageOf = (error) => (error instanceof Error ? error.message : String(error));

  /** Settings that there is no model of. @param {unknown} error */
  function refuse(error) {
    generation += 1;
    become('none');
    listeners.onFault(messageOf(error));
  }

  /** What stopped in the middle of a step cannot be gone on with. @param {unknown} error */
  function fail(error) {
    learner.end();
    generation += 1;
    become('failed');
    listeners.onFault(messageOf(error));
  }

  /** @param {() => boolean} isCurrent */
  async function redraw(isCurrent) {
    const { layer, head } = shownHead;
    try {
      const trace = await learner.traceTraining({ text: listeners.getText() }, layer, head);
      if (isCurrent()) listeners.onTrace(trace, { layer, head });
    } catch (error) {
      if (isCurrent()) listeners.onUntraced(messageOf(error));
    }
  }

  /** @param {() => boolean} isCurrent */
  async function probe(isCurrent) {
    const scores = await learner.probeTraining(PROBED_STORIES);
    if (!isCurrent()) return;
    probedAt = performance.now();
    const best = bestHead(scores, 'pronoun', headsPerLayer);
    if (best.share > 0) shownHead = best;
    listeners.onScores(scores);
  }

  /**
   * A slice and the attention after it: both are asked for at once, so that the worker does not wait for the page.
   * @param {number} count
   * @param {() => boolean} isCurrent
   */
  async function slice(count, isCurrent) {
    const begun = performance.now();
    const stepping = learner.trainSteps(count).then((progress) => {
      pace.took(count, performance.now() - begun);
      return progress;
    });
    const [{ step, loss, tokens, finished }] = await Promise.all([stepping, redraw(isCurrent)]);
    if (!isCurrent()) return;
    rate.mark(performance.now(), step, tokens);
    listeners.onProgress({ step, steps, loss, rate: rate.now() });
    if (finished) become('finished');
    else if (performance.now() - probedAt > PROBE_EVERY_MS) await probe(isCurrent);
  }

  /** @param {() => boolean} isCurrent */
  async function settle(isCurrent) {
    rate.restart();
    await probe(isCurrent);
    await redraw(isCurrent);
  }

  return {
    get status() {
      return status;
    },

    /** @param {Record<string, string | number>} settings */
    begin(settings) {
      generation += 1;
      shownHead = { layer: 0, head: 0 };
      headsPerLayer = Number(settings.heads);
      rate.restart();
      become('paused');
      return enqueue(async (isCurrent) => {
        try {
          steps = await learner.startTraining(settings);
        } catch (error) {
          if (isCurrent()) refuse(error);
          return;
        }
        await redraw(isCurrent);
        await probe(isCurrent);
      });
    },
    /** Until it is paused or has finished. */
    go() {
      become('running');
      return enqueue(async (isCurrent) => {
        while (isCurrent() && status === 'running') await slice(pace.next(), isCurrent);
        if (isCurrent()) await settle(isCurrent);
      });
    },
    pause() {
      if (status === 'running') become('paused');
    },
    one() {
      return enqueue(async (isCurrent) => {
        await slice(1, isCurrent);
        if (isCurrent()) await settle(isCurrent);
      });
    },
    /** The sentence has changed while nothing runs. */
    redraw: () => enqueue(redraw),
    /** The model as a file. Running goes on after it. */
    save: () => learner.saveTraining(),
    reset() {
      generation += 1;
      become('none');
      learner.stopTraining().catch(() => {
        // Where the worker has gone, so has the training.
      });
    },
  };
}
