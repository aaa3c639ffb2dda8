// onnxruntime-web on its CPU backend: attention from plain operators, as ONNX's own Attention, and with
// com.microsoft's fused parts around it. All deliver the weights; the fastest one counts.
import * as ort from 'onnxruntime-web/wasm';
import { causalMask } from '../tasks.js';
import { model, node, tensor } from './onnx_model.js';

/** @import { Candidate, Task } from '../tasks.js' */

/** @param {{ threads: number, path?: string }} options path: where its .wasm lies */
export function setUp({ threads, path }) {
  ort.env.wasm.numThreads = threads;
  if (path !== undefined) ort.env.wasm.wasmPaths = path;
  ort.env.logLevel = 'error';
}

/** What turns scores into masked ones, where the task masks. @param {Pick<Task, 'kind' | 'length'>} task @param {string} scores */
function masking({ kind, length }, scores) {
  if (kind !== 'causal') return { scores, nodes: [], tensors: [] };
  return {
    scores: `${scores}:masked`,
    nodes: [node('Add', [scores, 'mask'], [`${scores}:masked`])],
    tensors: [tensor('mask', causalMask(length), [length, length])],
  };
}

/**
 * Nodes from q, k, v (n × d) to weights (h × n × n) and output (n × d).
 * @param {Pick<Task, 'kind' | 'length' | 'width' | 'heads'>} task @param {string} p prefix of the names between
 * @param {string} weights @param {string} output
 * @returns {{ nodes: Uint8Array[], tensors: Uint8Array[], between?: Record<string, number[]> }}
 */
function plainAttention(task, p, weights, output) {
  const { length, width, heads } = task;
  const masked = masking(task, `${p}scores`);
  const split = (/** @type {string} */ name, /** @type {number[]} */ perm) => [
    node('Reshape', [name, 'headShape'], [`${name}:heads`]),
    node('Transpose', [`${name}:heads`], [`${name}:turned`], { perm }),
  ];
  return {
    nodes: [
      ...split(`${p}q`, [1, 0, 2]),
      ...split(`${p}k`, [1, 2, 0]),
      ...split(`${p}v`, [1, 0, 2]),
      // Scaling q costs less than scaling the scores.
      node('Mul', [`${p}q:turned`, 'factor'], [`${p}q:scaled`]),
      node('MatMul', [`${p}q:scaled`, `${p}k:turned`], [`${p}scores`]),
      ...masked.nodes,
      node('Softmax', [masked.scores], [weights], { axis: -1 }),
      node('MatMul', [weights, `${p}v:turned`], [`${p}output:heads`]),
      node('Transpose', [`${p}output:heads`], [`${p}output:turned`], { perm: [1, 0, 2] }),
      node('Reshape', [`${p}output:turned`, 'flatShape'], [output]),
    ],
    tensors: [
      tensor('headShape', [length, heads, width / heads]),
      tensor('flatShape', [length, width]),
      tensor('factor', Float32Array.of(Math.sqrt(heads / width))),
      ...masked.tensors,
    ],
  };
}

/** The same by ONNX's Attention of opset 23, whose fourth output can be the weights. @type {typeof plainAttention} */
function onnxAttention({ kind, length, width, heads }, p, weights, output) {
  return {
    nodes: [
      ...['q', 'k', 'v'].map((name) =>
        node('Reshape', [`${p}${name}`, 'batchShape'], [`${p}${name}:batch`]),
      ),
      node(
        'Attention',
        [`${p}q:batch`, `${p}k:batch`, `${p}v:batch`],
        [`${p}output:batch`, '', '', `${p}weights:batch`],
        {
          q_num_heads: heads,
          kv_num_heads: heads,
          qk_matmul_output_mode: 3,
          is_causal: kind === 'causal' ? 1 : 0,
        },
      ),
      node('Reshape', [`${p}output:batch`, 'flatShape'], [output]),
      node('Reshape', [`${p}weights:batch`, 'weightShape'], [weights]),
    ],
    tensors: [
      tensor('batchShape', [1, length, width]),
      tensor('flatShape', [length, width]),
      tensor('weightShape', [heads, length, length]),
    ],
  };
}

/** com.microsoft's MultiHeadAttention, whose fourth output can be QKᵀ. @type {typeof plainAttention} */
function microsoftAttention(task, p, weights, output) {
  const { kind, length, heads } = task;
  const common = onnxAttention(task, p, weights, output);
  const masked = masking(task, `${p}scores`);
  return {
    nodes: [
      ...common.nodes.slice(0, 3),
      node(
        'com.microsoft:MultiHeadAttention',
        [`${p}q:batch`, `${p}k:batch`, `${p}v:batch`],
        [`${p}output:batch`, '', '', `${p}scores`],
        { num_heads: heads, unidirectional: kind === 'causal' ? 1 : 0 },
      ),
      node('Reshape', [`${p}output:batch`, 'flatShape'], [output]),
      ...masked.nodes,
      node('Softmax', [masked.scores], [`${p}weights:batch`], { axis: -1 }),
      node('Reshape', [`${p}weights:batch`, 'weightShape'], [weights]),
    ],
    tensors: [...common.tensors, ...masked.tensors],
    between: { [`${p}scores`]: [1, heads, length, length] },
  };
}

const ATTENTIONS = {
  plain: plainAttention,
  Attention: onnxAttention,
  MultiHeadAttention: microsoftAttention,
};

/** q, k, v of one row-major x by a block's matrices. @param {string} x @param {string} p */
const projections = (x, p) =>
  ['q', 'k', 'v'].map((name) => node('MatMul', [x, `${p}w${name}`], [`${p}${name}`]));

/** @param {Task} task @param {typeof plainAttention} attention */
function projectedModel(task, attention) {
  const { nodes, tensors, between } = attention(task, '', 'weights', 'concat');
  const { width } = task;
  return model({
    nodes: [...projections('x', ''), ...nodes, node('MatMul', ['concat', 'wo'], ['output'])],
    tensors: [
      ...tensors,
      ...Object.entries(task.parameters[0])
        .filter(([name]) => /^w[qkvo]$/.test(name))
        .map(([name, values]) => tensor(name, values, [width, width])),
    ],
    between,
    inputs: { x: [task.length, width] },
    outputs: shapes(task),
  });
}

/** @param {Task} task @param {typeof plainAttention} attention */
function blocksModel(task, attention) {
  const { width, hidden } = task;
  /** @type {Record<string, number[]>} */
  const matrices = { up: [width, hidden], down: [hidden, width] };
  /** @type {Map<string, Uint8Array>} */
  const tensors = new Map();
  /** @type {Record<string, number[]>} */
  const between = {};
  const nodes = task.parameters.flatMap((parameters, block) => {
    const p = `${block}.`;
    for (const [name, values] of Object.entries(parameters)) {
      const dims = matrices[name] ?? (name.startsWith('w') ? [width, width] : undefined);
      tensors.set(p + name, tensor(p + name, values, dims));
    }
    const into = block + 1 === task.parameters.length ? 'output' : `${block + 1}.x`;
    const part = attention(task, p, `weights${block}`, `${p}concat`);
    Object.assign(between, part.between);
    part.tensors.forEach((item, i) => tensors.set(`shared${i}`, item));
    return [
      node('LayerNormalization', [`${p}x`, `${p}norm1Gain`, `${p}norm1Bias`], [`${p}normal`], {
        axis: -1,
        epsilon: 1e-5,
      }),
      ...projections(`${p}normal`, p),
      ...part.nodes,
      node('MatMul', [`${p}concat`, `${p}wo`], [`${p}projected`]),
      node('Add', [`${p}x`, `${p}projected`], [`${p}middle`]),
      node(
        'LayerNormalization',
        [`${p}middle`, `${p}norm2Gain`, `${p}norm2Bias`],
        [`${p}normal2`],
        { axis: -1, epsilon: 1e-5 },
      ),
      node('MatMul', [`${p}normal2`, `${p}up`], [`${p}up:out`]),
      node('com.microsoft:FastGelu', [`${p}up:out`, `${p}upBias`], [`${p}gelu`]),
      node('MatMul', [`${p}gelu`, `${p}down`], [`${p}down:out`]),
      node('Add', [`${p}down:out`, `${p}downBias`], [`${p}down:biased`]),
      node('Add', [`${p}middle`, `${p}down:biased`], [into]),
    ];
  });
  return model({
    nodes,
    tensors: [...tensors.values()],
    between,
    inputs: { '0.x': [task.length, width] },
    outputs: shapes(task),
  });
}

/** @param {Task} task @returns {Record<string, number[]>} */
function shapes({ kind, length, width, heads, parameters }) {
  const weights = [heads, length, length];
  return {
    ...(kind === 'blocks'
      ? Object.fromEntries(parameters.map((_, block) => [`weights${block}`, weights]))
      : { weights }),
    output: [length, width],
  };
}

/** @param {Task} task @param {typeof plainAttention} attention */
function modelOf(task, attention) {
  if (task.kind === 'projections') return projectedModel(task, attention);
  if (task.kind === 'blocks') return blocksModel(task, attention);
  const shape = [task.length, task.width];
  return model({
    ...attention(task, '', 'weights', 'output'),
    inputs: { q: shape, k: shape, v: shape },
    outputs: shapes(task),
  });
}

/**
 * @param {Task} task
 * @returns {Promise<Candidate[]>}
 */
export async function candidates(task) {
  const made = Object.entries(ATTENTIONS).map(async ([name, attention]) => {
    const session = await ort.InferenceSession.create(modelOf(task, attention), {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'all',
    });
    const dims = [task.length, task.width];
    return {
      name: `onnxruntime-web, ${name}`,
      group: 'onnxruntime-web',
      async run() {
        const feeds = Object.fromEntries(
          session.inputNames.map((input) => [
            input,
            new ort.Tensor('float32', task.inputs[input.replace('0.', '')], dims),
          ]),
        );
        const results = await session.run(feeds);
        return {
          output: /** @type {Float32Array} */ (results.output.data),
          weights: session.outputNames
            .filter((output) => output.startsWith('weights'))
            .map((output) => /** @type {Float32Array} */ (results[output].data)),
        };
      },
      delete: () => session.release(),
    };
  });
  return Promise.all(made);
}
