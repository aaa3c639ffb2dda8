/**
 * All steps of the chosen head beside each other, from the tokens to what the layer hands on. Its matrices are asked for
 * and drawn only while the section is in sight.
 */
import { headName } from './caption_text.js';
import { element, treeOf } from './dom.js';
import { createFigure } from './pipeline_figure.js';
import { axisSizes, GROUPS, operations } from './pipeline_parts.js';
import { ALL_STEPS, hasStep, matrixOf, slicesOf, stepOf, stepsOf, stepsOfHead } from './steps.js';

/** @typedef {import('../types.js').Frame} Frame */
/** @typedef {import('../types.js').TraceSummary} TraceSummary */

/** CSS pixels: of the longest axis, of a name below a matrix, of the tokens, an arrow and a gap. */
const LONGEST = { least: 76, most: 180, onOneLine: 120 };
const NAME = 54;
const TOKENS = 72;
const ARROW = 46;
const GAP = 8;
/** Where one line is too narrow, the second begins with what the weights are used for. */
const SECOND_LINE = GROUPS.findIndex(([name]) => name === 'output');

/**
 * The largest matrices with which the first groups fit on one line.
 * @param {TraceSummary} trace
 * @param {number} room  CSS pixels
 * @param {number} count  of groups
 */
function longestFor(trace, room, count) {
  const names = GROUPS.slice(0, count).flat();
  for (let longest = LONGEST.most; longest > LONGEST.least; longest -= 2) {
    const axes = axisSizes(trace, longest);
    const widths = stepsOf(trace.request)
      .filter(({ name }) => names.includes(name))
      .map(({ columns }) => Math.max(NAME, axes[columns.size]) + GAP);
    const all = widths.reduce((sum, one) => sum + one, TOKENS + count * ARROW);
    if (all <= room) return longest;
  }
  return LONGEST.least;
}

/** @type {import('../types.js').CreateView} */
export function createPipelineView(root, actions) {
  const title = element('h2');
  const figures = ALL_STEPS.map((step) =>
    createFigure(step, {
      enlarge() {
        actions.setView({ step: step.name });
        treeOf(root).getElementById('matrix')?.scrollIntoView();
      },
      hover: actions.hover,
    }),
  );
  const tokens = element('p', { class: 'pipeline-tokens' });
  const signs = GROUPS.map(() => element('span', { class: 'pipeline-sign' }));
  const lineBreak = element('div', { class: 'pipeline-break', 'aria-hidden': 'true' });
  const flow = element('div', { class: 'pipeline' }, tokens);
  const groups = GROUPS.map((names, place) => {
    const members = figures.filter(({ step }) => names.includes(step.name));
    if (place === SECOND_LINE) flow.append(lineBreak);
    const group = element('div', { class: 'pipeline-group' }, ...members.map((each) => each.root));
    flow.append(
      element('div', { class: 'pipeline-arrow', 'aria-hidden': 'true' }, signs[place], '→'),
      group,
    );
    return { group, members };
  });
  const note = element(
    'p',
    { class: 'soft', hidden: true },
    'Choose one head to see its own steps: the mean of the heads has weights and nothing else.',
  );
  root.append(element('div', { class: 'cell-head' }, title), note, flow);

  let inSight = false;
  new IntersectionObserver((entries) => {
    inSight = entries[entries.length - 1].isIntersecting;
    if (inSight) actions.redraw();
  }).observe(root);

  /** @type {Frame | null} */
  let frame = null;
  /** The panel's width; 0 where it is not shown. */
  let room = 0;
  let laidOut = '';
  let drawn = '';

  /** @param {Frame} now */
  function lay({ trace, selection }) {
    const head = selection?.head ?? 0;
    const { length, width, headWidth } = trace;
    const { request, facts } = trace;
    const wish = [length, width, headWidth, head < 0, facts === null, room].join();
    if (room === 0 || wish === laidOut) return;
    laidOut = wish;
    drawn = '';
    const onOneLine = longestFor(trace, room, GROUPS.length);
    lineBreak.hidden = onOneLine >= LONGEST.onOneLine;
    const longest = lineBreak.hidden ? onOneLine : longestFor(trace, room, SECOND_LINE);
    const axes = axisSizes(trace, longest);
    for (const figure of figures) {
      figure.lay(trace, axes);
      figure.root.hidden = !hasStep(figure.step, head, request);
    }
    groups.forEach(({ group, members }) => {
      group.hidden = members.every((member) => member.root.hidden);
      /** @type {HTMLElement} */ (group.previousElementSibling).hidden = group.hidden;
    });
  }

  /** @param {Frame} now */
  function draw(now) {
    const { trace, theme, selection, state } = now;
    if (!selection) return;
    const { layer, head, query, key } = selection;
    const picture = [trace.id, layer, head, theme, state.view.range, devicePixelRatio].join();
    if (picture !== drawn) {
      drawn = picture;
      tokens.textContent = trace.tokens
        .map(({ text }) => text)
        .slice(0, 200)
        .join(' ');
      operations(trace).forEach((sign, i) => (signs[i + 1].textContent = sign));
      for (const figure of figures) {
        if (hasStep(figure.step, head, trace.request))
          figure.draw(matrixOf(figure.step, now), theme);
      }
    }
    const cell = now.hover ?? { query, key };
    const large = stepOf(state.view.step, head, trace.request);
    for (const figure of figures) figure.show(cell, figure.step === large);
  }

  new ResizeObserver(() => {
    room = root.clientWidth;
    if (!frame?.selection) return;
    lay(frame);
    if (inSight && drawn === '') actions.redraw();
  }).observe(root);

  return {
    followsHover: true,
    wants({ request }, selection) {
      if (!inSight) return [];
      return stepsOfHead(selection.head, request).flatMap((step) => slicesOf(step, selection));
    },

    update(next) {
      const isLaid = frame?.trace === next.trace && frame.selection === next.selection;
      frame = next;
      const { selection } = next;
      root.hidden = selection === null;
      if (!selection) return;
      note.hidden = selection.head >= 0;
      title.textContent = `All steps of ${headName(selection.layer, selection.head)}`;
      if (!isLaid) lay(next);
      if (inSight) draw(next);
    },
  };
}
