/** The line of the export panel that saves any view as a figure. What draws it is fetched at the first click. */
import { FIGURES, needsHead } from '../export/figures/kinds.js';
import { element } from './dom.js';
import { frameWith } from './frame_with.js';

/** @typedef {import('./frame_with.js').SelectedFrame} SelectedFrame */
/** @typedef {import('../export/figures/kinds.js').FigureName} FigureName */

const SCALES = [1, 2, 3, 4];
const FIRST_SCALE = 2;
const FAMILY = 'system-ui, sans-serif';

/**
 * @param {import('../types.js').Actions} actions
 * @param {() => SelectedFrame} getFrame
 * @param {(work: Promise<void>) => Promise<void>} attempt
 */
export function createFigureLine(actions, getFrame, attempt) {
  const options = FIGURES.map(({ name, label }) => element('option', { value: name }, label));
  const kinds = element('select', { id: 'figure-kind' }, ...options);
  const scales = element(
    'select',
    { 'aria-label': 'Size of the PNG' },
    ...SCALES.map((scale) => element('option', { value: scale }, `${scale}×`)),
  );
  scales.value = String(FIRST_SCALE);
  const forPaper = element('input', { type: 'checkbox' });
  const svg = element('button', { type: 'button' }, 'Save as SVG');
  const png = element('button', { type: 'button' }, 'Save as PNG');
  svg.addEventListener('click', () => attempt(saveSvg(kind())));
  png.addEventListener('click', () => attempt(savePng(kind())));
  const root = element(
    'p',
    { class: 'export-line' },
    element('label', { for: kinds.id }, 'Figure'),
    kinds,
    svg,
    png,
    scales,
    element('label', {}, forPaper, ' light, for paper'),
  );

  const kind = () => /** @type {FigureName} */ (kinds.value);

  /** @param {FigureName} name */
  async function made(name) {
    const [{ figureSlices, makeFigure }, { browserMeasures }] = await Promise.all([
      import('../export/figures/make_figure.js'),
      import('../export/figures/measures.js'),
    ]);
    const now = getFrame();
    const frame = await frameWith(now, figureSlices(name, now), actions.fetchSlice);
    const theme = forPaper.checked ? 'light' : now.theme;
    return makeFigure(name, frame, { theme, family: FAMILY, measures: browserMeasures() });
  }

  /** @param {FigureName} name */
  async function saveSvg(name) {
    const { figure, file } = await made(name);
    const { svgText } = await import('../export/figures/svg.js');
    actions.download(`${file}.svg`, new Blob([svgText(figure)], { type: 'image/svg+xml' }));
  }

  /** @param {FigureName} name */
  async function savePng(name) {
    const { figure, file } = await made(name);
    const { drawFigure, pngOf } = await import('../export/figures/canvas.js');
    actions.download(`${file}.png`, await pngOf(drawFigure(figure, Number(scales.value))));
  }

  return {
    root,
    /** What other parts of the page offer to save: the matrix. */
    pictures: [
      { label: 'Save as SVG', save: () => attempt(saveSvg('matrix')) },
      { label: 'Save as PNG', save: () => attempt(savePng('matrix')) },
    ],
    /** @param {boolean} isHead  and not the mean of the heads */
    update(isHead) {
      FIGURES.forEach(({ name }, i) => (options[i].disabled = needsHead(name) && !isHead));
      if (!isHead && needsHead(kind())) kinds.value = FIGURES[0].name;
    },
  };
}
