/** A view of the page as a figure, drawn from the trace and nothing else. */
import { headName, shownTokens, spoken } from '../../views/caption_text.js';
import { cellFacts, slicesOfCell } from '../../views/cell/cell_facts.js';
import { weightsKey } from '../../state/weights_key.js';
import { selectedRow } from '../../views/selected_row.js';
import { roleLabel, roleOf } from '../../views/head_role.js';
import { shownMatrix } from '../../views/shown_matrix.js';
import { matrixOf, slicesOf, stepOf, stepsOfHead } from '../../views/steps.js';
import { fileName, RANDOM_NOTICE, sourceText } from '../names.js';
import { cellFigure } from './cell_figure.js';
import { headsFigure, onlyLayer } from './heads_figure.js';
import { linesFigure } from './lines_figure.js';
import { matrixFigure } from './matrix_figure.js';
import { pipelineFigure } from './pipeline_figure.js';
import { textFigure } from './text_figure.js';

/** @typedef {import('../../types.js').Frame & { selection: import('../../types.js').Selection }} SelectedFrame */
/** @typedef {import('../../types.js').SliceKey} SliceKey */
/** @typedef {import('./figure.js').Figure} Figure */
/** @typedef {import('./figure.js').Look} Look */

const LONGEST_QUOTE = 400;
/** Tokens whose strongest keys are told in words. */
const MOST_TOLD = 64;

/** @param {SelectedFrame} frame */
const shownSteps = ({ selection, state }) => stepsOfHead(selection.head, state.request);

/** @param {SelectedFrame} frame */
const shownStep = ({ state, selection }) => stepOf(state.view.step, selection.head, state.request);

/** @param {SelectedFrame} frame  @param {string} what */
const titleOf = ({ selection: { layer, head } }, what) =>
  `Attention Playground, ${headName(layer, head)}: ${what}`;

/**
 * @param {SelectedFrame} frame
 * @param {string} title
 * @param {string} seen  what there is to see, in a sentence or more
 * @returns {import('./figure.js').About}
 */
function aboutOf({ trace }, title, seen) {
  const { request } = trace;
  const text =
    request.text.length > LONGEST_QUOTE ? `${request.text.slice(0, LONGEST_QUOTE)}…` : request.text;
  const source = sourceText(request);
  const notice = request.model === 'random' ? RANDOM_NOTICE : null;
  return {
    ...{ title, notice, source },
    description: [seen, `Text: “${text}”.`, `Computed by ${source}.`, notice]
      .filter(Boolean)
      .join(' '),
  };
}

/**
 * Each token's strongest key.
 * @param {string[]} tokens
 * @param {Float32Array} weights  N·N
 */
function strongestText(tokens, weights) {
  const n = tokens.length;
  if (n > MOST_TOLD) return '';
  const told = tokens.map((token, i) => {
    const row = weights.subarray(i * n, (i + 1) * n);
    const weight = Math.max(...row);
    return `${token} to ${tokens[row.indexOf(weight)]} (${spoken(weight)})`;
  });
  return `Each token’s strongest weight: ${told.join(', ')}.`;
}

/** @typedef {{ slices: (frame: SelectedFrame) => SliceKey[], make: (frame: SelectedFrame, look: Look) => Figure, file: (frame: SelectedFrame) => string }} Maker */

/** @param {SelectedFrame} frame  @param {string} what */
function nameOf({ selection: { layer, head }, trace }, what) {
  const owner = head < 0 ? `layer-${layer + 1}-mean` : `head-${layer + 1}.${head + 1}`;
  return [trace.request.model === 'random' ? 'random' : '', owner, what].filter(Boolean).join('-');
}

/** @type {Record<import('./kinds.js').FigureName, Maker>} */
const MAKERS = {
  matrix: {
    slices: (frame) => slicesOf(shownStep(frame), frame.selection),
    file: (frame) => fileName(shownStep(frame), frame.selection, frame.trace.request.model),
    make(frame, look) {
      const { selection, trace } = frame;
      const step = shownStep(frame);
      const { matrix, role } = shownMatrix(step, frame);
      const tokens = shownTokens(trace);
      const owner = step.perHead
        ? headName(selection.layer, selection.head)
        : `layer ${selection.layer + 1}`;
      const named = role ? ` (${roleLabel(role)})` : '';
      const shape = `${matrix.rows} × ${matrix.columns}`;
      const title = `Attention Playground, ${owner}${named}: ${step.label.replace('_', '')}, ${shape}`;
      const axes = `A matrix of ${shape}. Rows: ${step.rows.title}. Columns: ${step.columns.title}.`;
      const told = step.name === 'weights' ? strongestText(tokens, matrix.values) : '';
      const about = aboutOf(frame, title, [axes, told].filter(Boolean).join(' '));
      return matrixFigure({ step, matrix, tokens }, about, look);
    },
  },
  heads: {
    slices: () => [],
    file: ({ trace, selection }) =>
      `${trace.request.model}-heads${onlyLayer(trace, selection.layer) === null ? '' : `-of-layer-${selection.layer + 1}`}`,
    make(frame, look) {
      const { trace, selection, state } = frame;
      const only = onlyLayer(trace, selection.layer);
      const of = only === null ? '' : ` of layer ${only + 1}`;
      const title = `Attention Playground: all heads${of}`;
      const heads = Array.from({ length: trace.layers * trace.heads }, (_, at) => {
        const [layer, head] = [Math.floor(at / trace.heads), at % trace.heads];
        const role = roleOf(trace.facts, layer, head);
        return role && `${headName(layer, head)}: ${roleLabel(role)}`;
      });
      const roles = heads.filter(Boolean).join('; ');
      const seen = `The weights of all heads${of} as small matrices: rows are queries, columns keys.${roles && ` What heads were measured to do: ${roles}.`}`;
      const { order, range } = state.view;
      return headsFigure({ trace, order, range, only }, aboutOf(frame, title, seen), look);
    },
  },
  text: {
    slices: (frame) => [weightsKey(frame.selection), ['allowed']],
    file: (frame) => nameOf(frame, `row-${frame.selection.query}`),
    make(frame, look) {
      const { trace, selection, state } = frame;
      const row = /** @type {NonNullable<ReturnType<typeof selectedRow>>} */ (selectedRow(frame));
      const tokens = shownTokens(trace);
      const token = tokens[selection.query];
      const told = Array.from(row.weights, (weight, j) => `${tokens[j]} ${spoken(weight)}`);
      const seen = `What “${token}” attends to: ${told.slice(0, MOST_TOLD).join(', ')}.`;
      const title = titleOf(frame, `what “${token}” attends to`);
      const limit = state.view.range === 'own' ? Math.max(...row.weights) || 1 : 1;
      const { query } = selection;
      return textFigure({ tokens, query, limit, ...row }, aboutOf(frame, title, seen), look);
    },
  },
  lines: {
    slices: (frame) => [weightsKey(frame.selection)],
    file: (frame) => nameOf(frame, 'lines'),
    make(frame, look) {
      const [name, ...indices] = weightsKey(frame.selection);
      const weights = frame.slice(/** @type {'weights'} */ (name), ...indices);
      const tokens = shownTokens(frame.trace);
      const seen = `Every token twice, as query on the left and as key on the right, tied by lines as strong as the weight. ${strongestText(tokens, weights)}`;
      const about = aboutOf(frame, titleOf(frame, 'what each token attends to'), seen);
      return linesFigure({ tokens, query: frame.selection.query, weights }, about, look);
    },
  },
  cell: {
    slices: ({ selection }) => slicesOfCell(selection),
    file: (frame) => nameOf(frame, `cell-${frame.selection.query}-${frame.selection.key}`),
    make(frame, look) {
      const facts = cellFacts(frame);
      const what = `query “${facts.queryName}”, key “${facts.keyName}”, by hand`;
      const weight = spoken(facts.weights[frame.selection.key]);
      const seen = `The arithmetic of one cell: ${facts.queryName} takes ${weight} of its mix from ${facts.keyName}.`;
      return cellFigure(facts, aboutOf(frame, titleOf(frame, what), seen), look);
    },
  },
  pipeline: {
    slices: (frame) => shownSteps(frame).flatMap((step) => slicesOf(step, frame.selection)),
    file: (frame) => nameOf(frame, 'steps'),
    make(frame, look) {
      const steps = shownSteps(frame);
      const matrices = new Map(steps.map((step) => [step, matrixOf(step, frame)]));
      const names = steps.map(({ label }) => label.replace('_', ''));
      const seen = `The steps of the computing as small matrices: ${names.join(', ')}.`;
      const about = aboutOf(frame, titleOf(frame, 'all steps'), seen);
      const { range } = frame.state.view;
      return pipelineFigure({ trace: frame.trace, matrices, range }, about, look);
    },
  },
};

/** The slices that a figure is drawn from. @param {import('./kinds.js').FigureName} name  @param {SelectedFrame} frame */
export const figureSlices = (name, frame) => MAKERS[name].slices(frame);

/**
 * @param {import('./kinds.js').FigureName} name
 * @param {SelectedFrame} frame  with the slices of figureSlices()
 * @param {Look} look
 * @returns {{ figure: Figure, file: string }} file: its name without an ending
 */
export const makeFigure = (name, frame, look) => ({
  figure: MAKERS[name].make(frame, look),
  file: MAKERS[name].file(frame),
});
