// Runs in the browser or in Node: one row of the table, a task by all candidates.
import * as eigen from './candidates/eigen.js';
import * as naive from './candidates/naive.js';
import * as onnxruntime from './candidates/onnxruntime.js';
import * as ours from './candidates/ours.js';
import * as tensorflow from './candidates/tensorflow.js';
import { compare } from './measure.js';
import { generation, trainingStep, windows } from './paths.js';
import { flopsOf, makeTask } from './tasks.js';

/** @import { Spread } from './statistics.js' */
/** @import { Candidate, Task } from './tasks.js' */

/**
 * @typedef {object} Paths where the modules lie
 * @property {string} playground the built module
 * @property {Uint8Array} core
 * @property {Uint8Array<ArrayBuffer>} plain
 * @property {Uint8Array} writer the bundled model's file
 * @property {string} [onnxruntime]
 * @property {string} [tensorflow]
 */

/** @template C @param {Map<C, Spread>} times @param {C} of */
const spreadIn = (times, of) => /** @type {Spread} */ (times.get(of));

/**
 * @param {Paths} paths
 * @param {number} threads of the peers
 */
export async function createRows(paths, threads) {
  /** @type {typeof import('../../wasm/playground.js')} */
  const { loadPlayground } = await import(paths.playground);
  const playground = await loadPlayground({ wasm: paths.core });
  const plain = await eigen.instantiatePlain(paths.plain);
  onnxruntime.setUp({ threads, path: paths.onnxruntime });
  await tensorflow.setUp({ threads, path: paths.tensorflow });

  /** @param {Task} task @param {string[]} groups @returns {Promise<Candidate[]>} */
  const candidatesOf = async (task, groups) => {
    const wanted = (/** @type {string} */ group) => groups.length === 0 || groups.includes(group);
    return [
      ...ours.candidates(playground, task),
      ...(wanted('onnxruntime-web') ? await onnxruntime.candidates(task) : []),
      ...(wanted('tfjs-backend-wasm') ? await tensorflow.candidates(task) : []),
      ...(wanted('plain Eigen') ? eigen.candidates(plain, task) : []),
      ...(wanted('naive JavaScript') && flopsOf(task) < 1e9 ? naive.candidates(task) : []),
    ];
  };

  return {
    /**
     * @param {Task['kind']} kind
     * @param {number[]} size
     * @param {{ seconds: number, groups?: string[] }} options groups: only these peers
     */
    async row(kind, size, { seconds, groups = [] }) {
      const task = makeTask(kind, size);
      const candidates = await candidatesOf(task, groups);
      const limit = eigen.simdLimit(plain);
      const times = await compare(candidates, { seconds }, [limit]);
      candidates.forEach((candidate) => candidate.delete());
      return {
        kind,
        size,
        flops: flopsOf(task),
        limit: limit.operations / spreadIn(times, limit).best,
        candidates: candidates.map((candidate) => ({
          name: candidate.name,
          group: candidate.group,
          ...spreadIn(times, candidate),
        })),
      };
    },

    /** @param {{ seconds: number }} effort */
    trainingStep: (effort) => trainingStep(playground, effort),
    /** @param {{ seconds: number }} effort */
    windows: (effort) => windows(playground, effort),
    /** @param {{ seconds: number }} effort */
    async generation(effort) {
      await playground.load('writer', paths.writer);
      return generation(playground, effort);
    },
  };
}
