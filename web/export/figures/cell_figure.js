/** One cell by hand: q, k and their products, from the score to the weight, and what the row's keys add to the output. */
import { about as rounded, short } from '../../render/number_text.js';
import {
  barPosition,
  colourOf,
  diverging,
  divergingPosition,
  inkOn,
  pageColours,
  sequential,
} from '../../render/palette.js';
import { tokenName } from '../../views/cell/cell_facts.js';
import { lengthsOf } from '../../views/cell/contributions.js';
import { listedKeys } from '../../views/cell/listed_keys.js';
import { largest } from '../../views/steps.js';
import { fontsOf, framed, write } from './figure.js';
import { stepLines } from './cell_steps.js';

const WIDTH = 760;
/** Of a table: its numbers' columns, the names at the left, a line, and the numbers of the columns above. */
const SLOT = 68;
const NAMES = 72;
const ROW = 20;
const HEAD = 16;
const GAP = 22;
const PER_BAND = Math.floor((WIDTH - NAMES) / SLOT);
/** Keys that are listed. */
const MOST_KEYS = 12;
const BAR = { x: 120, width: 300 };

/** @typedef {import('../../views/cell/cell_facts.js').CellFacts} CellFacts */
/** @typedef {{ name: string, values: ArrayLike<number>, limit: number }} Row */

/** @param {Row[]} rows */
const tableHeight = (rows) =>
  Math.ceil(rows[0].values.length / PER_BAND) * (HEAD + rows.length * ROW) + GAP;

/** @param {CellFacts} facts  @returns {Row[][]} */
function tablesOf(facts) {
  const { q, k, products, values, weights, output, selection, trace } = facts;
  const K = trace.headWidth;
  const v = values.subarray(selection.key * K, (selection.key + 1) * K);
  const weighed = v.map((number) => weights[selection.key] * number);
  const shared = Math.max(largest(q), largest(k));
  const last = Math.max(largest(v), largest(output));
  return [
    [
      { name: 'q', values: q, limit: shared },
      { name: 'k', values: k, limit: shared },
      { name: 'q × k', values: products, limit: largest(products) },
    ],
    [
      { name: 'v', values: v, limit: last },
      { name: 'w · v', values: weighed, limit: last },
      { name: 'output', values: output, limit: last },
    ],
  ];
}

/**
 * @param {CellFacts} facts
 * @param {import('./figure.js').About} about
 * @param {import('./figure.js').Look} look
 */
export function cellFigure(facts, about, look) {
  const { theme } = look;
  const fonts = fontsOf(look);
  const colours = pageColours(theme);
  const [products, added] = tablesOf(facts);
  const steps = stepLines(facts);
  const lengths = lengthsOf(facts);
  const { listed, more } = listedKeys(facts.weights, facts.selection.key, MOST_KEYS);
  const ink = { font: fonts.plain, colour: colours.ink };
  const soft = { font: fonts.plain, colour: colours.soft };
  const strong = { font: fonts.strong, colour: colours.ink };
  const stepsHeight = steps.length * ROW + GAP;
  const keysHeight = ROW + (listed.length + Number(more > 0)) * ROW + GAP;

  /** @param {import('./figure.js').Surface} surface  @param {Row[]} rows  @param {import('./figure.js').Point} corner */
  function drawTable(surface, rows, corner) {
    const table = diverging(theme);
    const count = rows[0].values.length;
    for (let c = 0; c < count; c += 1) {
      const band = Math.floor(c / PER_BAND) * (HEAD + rows.length * ROW);
      const x = corner.x + NAMES + (c % PER_BAND) * SLOT;
      const head = { x: x + SLOT - 6, y: corner.y + band + HEAD / 2 };
      const style = {
        font: fonts.small,
        colour: colours.soft,
        align: /** @type {const} */ ('right'),
      };
      write(surface, String(c + 1), head, style);
      rows.forEach(({ name, values, limit }, r) => {
        const y = corner.y + band + HEAD + r * ROW;
        if (c % PER_BAND === 0) write(surface, name, { x: corner.x, y: y + ROW / 2 }, ink);
        const position = divergingPosition(values[c], limit);
        surface.context.fillStyle = colourOf(table, position);
        surface.context.fillRect(x, y, SLOT - 1, ROW - 1);
        const colour = inkOn(table, position);
        const at = { x: x + SLOT - 6, y: y + (ROW - 1) / 2 };
        write(surface, short(values[c]), at, { font: fonts.small, colour, align: 'right' });
      });
    }
  }

  /** @param {import('./figure.js').Surface} surface  @param {import('./figure.js').Point} corner */
  function drawSteps(surface, { x, y }) {
    steps.forEach(({ name, how, value }, i) => {
      const line = y + i * ROW + ROW / 2;
      const isLast = i === steps.length - 1;
      write(surface, name, { x, y: line }, isLast ? strong : ink);
      write(surface, how, { x: x + NAMES, y: line }, soft);
      const at = { x: x + WIDTH, y: line };
      write(surface, value, at, { ...(isLast ? strong : ink), align: 'right' });
    });
  }

  /** @param {import('./figure.js').Surface} surface  @param {import('./figure.js').Point} corner */
  function drawKeys(surface, { x, y }) {
    const { context } = surface;
    const table = sequential(theme);
    write(surface, 'weight · value, added up', { x, y: y + ROW / 2 }, strong);
    const longest = Math.max(...listed.map((j) => lengths[j])) || 1;
    listed.forEach((j, place) => {
      const top = y + (place + 1) * ROW;
      const middle = top + ROW / 2;
      const weight = facts.weights[j];
      const style = j === facts.selection.key ? strong : ink;
      write(surface, tokenName(facts.trace, j), { x, y: middle }, style);
      context.fillStyle = colourOf(table, barPosition(weight));
      context.fillRect(x + BAR.x, top + 3, Math.max(1, weight * BAR.width), 9);
      context.fillStyle = colours.soft;
      context.fillRect(x + BAR.x, top + 14, Math.max(1, (lengths[j] / longest) * BAR.width), 2);
      write(surface, `${rounded(weight)} · v`, { x: x + BAR.x + BAR.width + 16, y: middle }, style);
      const at = { x: x + WIDTH, y: middle };
      write(surface, `‖${short(lengths[j])}‖`, at, { ...soft, align: 'right' });
    });
    if (more > 0) {
      write(surface, `${more} more`, { x, y: y + (listed.length + 1.5) * ROW }, soft);
    }
  }

  return framed(look, about, {
    width: WIDTH,
    height: tableHeight(products) + stepsHeight + keysHeight + tableHeight(added),
    draw(surface, { x, y }) {
      let top = y;
      drawTable(surface, products, { x, y: top });
      top += tableHeight(products);
      drawSteps(surface, { x, y: top });
      top += stepsHeight;
      drawKeys(surface, { x, y: top });
      top += keysHeight;
      drawTable(surface, added, { x, y: top });
    },
  });
}
