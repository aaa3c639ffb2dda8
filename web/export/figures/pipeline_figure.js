/** All steps of one head beside each other, from the tokens to what the layer hands on. */
import { diverging, pageColours, sequential } from '../../render/palette.js';
import { axisSizes, GROUPS, operations } from '../../views/pipeline_parts.js';
import { stepsOf } from '../../views/steps.js';
import { grouped } from '../../render/number_text.js';
import { fontsOf, framed, write } from './figure.js';
import { drawLegend } from './legend.js';

const WIDTH = 1000;
const LONGEST = 150;
const NAME = 62;
const ARROW = 50;
const GAP = 12;
/** Below a matrix: its name and its shape. */
const BELOW = 34;
const LEGEND = 60;

/** @typedef {import('../../views/steps.js').Step} Step */
/** @typedef {import('../../views/steps.js').StepMatrix} StepMatrix */
/** @typedef {{ step: Step, x: number, y: number, width: number, height: number, slot: number }} Placed */

/**
 * @typedef {object} PipelineData
 * @property {import('../../types.js').TraceSummary} trace
 * @property {ReadonlyMap<Step, StepMatrix>} matrices  of the steps that there are
 * @property {'fixed' | 'own'} range
 */

/**
 * @param {PipelineData} data
 * @returns {{ steps: Placed[], signs: { text: string, x: number, y: number }[], width: number, height: number }}
 */
function placeSteps({ trace, matrices }) {
  const axes = axisSizes(trace, LONGEST);
  const signs = ['', ...operations(trace)];
  const tallest = Math.max(...Object.values(axes));
  /** @type {Placed[]} */
  const steps = [];
  /** @type {{ text: string, x: number, y: number }[]} */
  const arrows = [];
  let [x, y, width] = [0, 0, 0];
  GROUPS.forEach((names, place) => {
    const members = stepsOf(trace.request).filter(
      (step) => names.includes(step.name) && matrices.has(step),
    );
    if (members.length === 0) return;
    const slots = members.map((step) => Math.max(NAME, axes[step.columns.size]) + GAP);
    const wanted = slots.reduce((sum, slot) => sum + slot, steps.length > 0 ? ARROW : 0);
    if (x > 0 && x + wanted > WIDTH) [x, y] = [0, y + tallest + BELOW + GAP];
    if (steps.length > 0) {
      arrows.push({ text: signs[place], x: x + ARROW / 2 - GAP / 2, y: y + tallest / 2 });
      x += ARROW;
    }
    members.forEach((step, i) => {
      const size = { width: axes[step.columns.size], height: axes[step.rows.size] };
      steps.push({
        step,
        x,
        y: y + Math.floor((tallest - size.height) / 2),
        ...size,
        slot: slots[i],
      });
      x += slots[i];
    });
    width = Math.max(width, x);
  });
  return { steps, signs: arrows, width, height: y + tallest + BELOW };
}

/**
 * @param {PipelineData} data
 * @param {import('./figure.js').About} about
 * @param {import('./figure.js').Look} look
 */
export function pipelineFigure(data, about, look) {
  const { theme } = look;
  const fonts = fontsOf(look);
  const colours = pageColours(theme);
  const { steps, signs, width, height } = placeSteps(data);
  const ink = { font: fonts.plain, colour: colours.ink };
  const soft = { font: fonts.small, colour: colours.soft };

  /** @param {import('./figure.js').Surface} surface  @param {Placed} placed  @param {import('./figure.js').Point} corner */
  function drawStep(surface, { step, ...place }, corner) {
    const matrix = /** @type {StepMatrix} */ (data.matrices.get(step));
    const { palette } = step;
    const [x, y] = [corner.x + place.x, corner.y + place.y];
    const box = { x, y, width: place.width, height: place.height };
    surface.heatmap(
      matrix,
      { box, cellWidth: box.width / matrix.columns, cellHeight: box.height / matrix.rows },
      {
        table: palette === 'diverging' ? diverging(theme) : sequential(theme),
        ...{ palette, limit: matrix.limit, theme, ratio: 1 },
      },
    );
    const { context } = surface;
    context.strokeStyle = colours.hairline;
    context.lineWidth = 1;
    context.strokeRect(x - 0.5, y - 0.5, box.width + 1, box.height + 1);
    const below = y + box.height + 10;
    const [name, subscript = ''] = step.label.split('_');
    write(surface, name, { x, y: below }, ink);
    const after = x + look.measures.width(name, fonts.plain) + 1;
    write(surface, subscript, { x: after, y: below + 3 }, { ...soft, colour: colours.ink });
    const shape = `${grouped(matrix.rows)} × ${grouped(matrix.columns)}`;
    write(surface, shape, { x, y: below + 15 }, soft);
  }

  return framed(look, about, {
    width,
    height: height + LEGEND,
    draw(surface, corner) {
      for (const placed of steps) drawStep(surface, placed, corner);
      for (const { text, x, y } of signs) {
        const at = { x: corner.x + x, y: corner.y + y };
        const style = { align: /** @type {const} */ ('center') };
        write(surface, text, { x: at.x, y: at.y - 14 }, { ...soft, ...style });
        write(surface, '→', at, { ...ink, ...style });
      }
      const at = { x: corner.x, y: corner.y + height + 18 };
      const limit = data.range === 'own' ? null : 1;
      drawLegend(surface, look, at, { palette: 'sequential', limit, masked: true });
      const second = { x: corner.x, y: at.y + 22 };
      drawLegend(surface, look, second, { palette: 'diverging', limit: null, masked: false });
    },
  });
}
