/** Copies of one head as programs, and any matrix of the page as a file. Nothing is asked of the core before a click. */
import { csvText } from '../export/csv.js';
import { fileName, RANDOM_NOTICE } from '../export/names.js';
import { npyBytes } from '../export/npy.js';
import { numpyCode } from '../export/numpy_code.js';
import { arraysFile, isTooLarge } from '../export/python_parts.js';
import { pytorchCode } from '../export/pytorch_code.js';
import { grouped } from '../render/number_text.js';
import { setChoice } from './control.js';
import { element } from './dom.js';
import { createFigureLine } from './figure_line.js';
import { createOwnWeights } from './own_weights_view.js';
import { frameWith } from './frame_with.js';
import { ALL_STEPS, hasStep, matrixOf, slicesOf, stepOf, stepsOf } from './steps.js';

/** @typedef {import('./frame_with.js').SelectedFrame} SelectedFrame */

/** @param {string} label  @param {() => void} run */
function createButton(label, run) {
  const button = element('button', { type: 'button' }, label);
  button.addEventListener('click', run);
  return button;
}

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Actions} actions
 * @returns {import('../types.js').View & { pictures: import('../share/share_dialog.js').Picture[] }}
 */
export function createExportView(root, actions) {
  /** @type {SelectedFrame | null} */
  let frame = null;

  const programs = [
    createButton('Copy as NumPy', () => attempt(copyProgram(numpyCode, 'the NumPy program'))),
    createButton('Copy as PyTorch', () => attempt(copyProgram(pytorchCode, 'the PyTorch program'))),
  ];
  const arrays = createButton('Save its q, k and v as NPY', () => attempt(saveArrays()));
  const about = element('span', { class: 'soft' });
  const options = new Map(ALL_STEPS.map(({ name }) => [name, element('option', { value: name })]));
  const steps = element('select', {}, ...options.values());
  /** The steps that the options are named for. @type {ReturnType<typeof stepsOf>} */
  let named = [];
  /** The step that the page shows, for as long as no other one is chosen here. */
  let shownStep = '';
  const files = [
    createButton('Save as CSV', () => attempt(saveCsv())),
    createButton('Save as NPY', () => attempt(saveNpy())),
  ];
  const figures = createFigureLine(actions, () => /** @type {SelectedFrame} */ (frame), attempt);
  root.append(
    element('h2', {}, 'Copy and save'),
    element('p', { class: 'export-line' }, ...programs, arrays, about),
    element(
      'p',
      { class: 'export-line' },
      element('label', {}, 'Matrix ', steps),
      ...files,
      element('span', { class: 'soft' }, 'NPY and CSV hold every number in full.'),
    ),
    figures.root,
    createOwnWeights(),
  );

  /** @param {ReturnType<typeof stepsOf>} there */
  function nameOptions(there) {
    if (there === named) return;
    named = there;
    for (const [name, option] of options) {
      const step = there.find((each) => each.name === name);
      option.hidden = !step;
      if (step) option.textContent = step.label.replace('_', '\u200a');
    }
  }

  /** @param {Promise<void>} work */
  async function attempt(work) {
    try {
      await work;
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      // The text was changed meanwhile, and its matrix is gone.
      if (name !== 'AbortError') actions.notify({ kind: 'error', text: message });
    }
  }

  async function headArrays() {
    const now = /** @type {SelectedFrame} */ (frame);
    const { layer, head } = now.selection;
    /** @type {import('../types.js').SliceKey[]} */
    const keys = [
      ['query', layer, head],
      ['key', layer, head],
      ['value', layer, head],
      ['allowed'],
    ];
    const { trace, selection, slice } = await frameWith(now, keys, actions.fetchSlice);
    return {
      ...{ trace, selection },
      q: slice('query', layer, head),
      k: slice('key', layer, head),
      v: slice('value', layer, head),
      allowed: slice('allowed'),
    };
  }

  /** @param {typeof numpyCode} write  @param {string} what */
  async function copyProgram(write, what) {
    await actions.copy(write(await headArrays()), what);
  }

  /** One file: browsers ask before a page saves several at once. */
  async function saveArrays() {
    const { trace, selection, q, k, v } = await headArrays();
    const all = new Float32Array(3 * q.length);
    [q, k, v].forEach((values, i) => all.set(values, i * q.length));
    const bytes = npyBytes(all, [3, trace.length, trace.headWidth]);
    actions.download(arraysFile(selection), new Blob([bytes]));
  }

  async function shownMatrix() {
    const asked = /** @type {SelectedFrame} */ (frame);
    const { state, selection } = asked;
    const chosen = /** @type {import('../types.js').Step} */ (steps.value);
    const step = stepOf(chosen, selection.head, state.request);
    const now = await frameWith(asked, slicesOf(step, selection), actions.fetchSlice);
    return { step, matrix: matrixOf(step, now), now };
  }

  /**
   * The matrix as programs want it: a masked score is −∞.
   * @param {Awaited<ReturnType<typeof shownMatrix>>} shown
   */
  function fullValues({ step, matrix: { values, allowed } }) {
    if (step.name !== 'masked') return values;
    return values.map((value, i) => (allowed?.[i] === 0 ? -Infinity : value));
  }

  /** @param {Awaited<ReturnType<typeof shownMatrix>>} shown  @param {string} ending  @param {BlobPart} content */
  function save({ step, now }, ending, content, type = 'application/octet-stream') {
    const name = fileName(step, now.selection, now.trace.request.model);
    actions.download(`${name}.${ending}`, new Blob([content], { type }));
  }

  async function saveNpy() {
    const shown = await shownMatrix();
    const { rows, columns } = shown.matrix;
    save(shown, 'npy', npyBytes(fullValues(shown), [rows, columns]));
  }

  async function saveCsv() {
    const shown = await shownMatrix();
    const { step, matrix, now } = shown;
    const texts = now.trace.tokens.map(({ text }) => text);
    const names = (/** @type {import('./steps.js').Axis} */ axis, /** @type {number} */ count) =>
      axis.selects ? texts : Array.from({ length: count }, (_, i) => String(i + 1));
    const corner = `rows: ${step.rows.title}; columns: ${step.columns.title}`;
    const notice = now.trace.request.model === 'random' ? `. ${RANDOM_NOTICE}` : '';
    const text = csvText(
      { ...matrix, values: fullValues(shown) },
      {
        corner: corner + notice,
        rows: names(step.rows, matrix.rows),
        columns: names(step.columns, matrix.columns),
      },
    );
    save(shown, 'csv', text, 'text/csv;charset=utf-8');
  }

  return {
    pictures: figures.pictures,
    wants: () => [],
    update(next) {
      const { selection, trace, state } = next;
      frame = selection && /** @type {SelectedFrame} */ (next);
      root.hidden = !selection;
      if (!selection) return;
      const isHead = selection.head >= 0;
      for (const button of programs) button.disabled = !isHead;
      figures.update(isHead);
      arrays.hidden = !isHead || !isTooLarge(trace);
      about.textContent = programNote(trace, isHead);
      nameOptions(stepsOf(trace.request));
      for (const step of named) {
        const option = /** @type {HTMLOptionElement} */ (options.get(step.name));
        option.disabled = !hasStep(step, selection.head, trace.request);
      }
      const step = stepOf(state.view.step, selection.head, trace.request).name;
      const [chosen] = steps.selectedOptions;
      if (step === shownStep && !chosen.disabled && !chosen.hidden) return;
      setChoice(steps, step);
      shownStep = step;
    },
  };
}

/** @param {import('../types.js').TraceSummary} trace  @param {boolean} isHead */
function programNote(trace, isHead) {
  if (!isHead) return 'Choose one head: the mean of the heads has no single Q, K and V.';
  if (!isTooLarge(trace)) {
    return 'This head’s Q, K, V, scale and mask in a short program that prints the same matrix.';
  }
  const numbers = grouped(3 * trace.length * trace.headWidth);
  return `Q, K and V are ${numbers} numbers, too many to paste: the programs read them from a file.`;
}
