/** The loss, step by step. What the curve shows stands below it in words. */
import uPlot from 'uplot';
import { element } from '../views/dom.js';
import { grouped } from '../render/number_text.js';

/** CSS pixels. */
const HEIGHT = 132;

export function createLossChart() {
  const box = element('div', {
    class: 'train-chart',
    role: 'img',
    'aria-label': 'Loss: no step yet',
  });
  const words = element('figcaption', { class: 'soft' });
  const root = element('figure', { class: 'train-loss' }, element('h3', {}, 'Loss'), box, words);
  /** @type {[number[], number[]]} */
  let data = [[], []];
  let lastStep = 1;
  /** @type {uPlot | null} */
  let plot = null;

  /** Colours cannot be changed in a plot that is there. */
  function make() {
    plot?.destroy();
    plot = new uPlot(
      options(box, () => lastStep),
      data,
      box,
    );
  }

  function describe() {
    const [steps, losses] = data;
    const last = losses.length - 1;
    const text =
      last < 0
        ? 'no step yet'
        : `${losses[last].toFixed(2)} at step ${grouped(steps[last])}, ${losses[0].toFixed(2)} at the first`;
    box.setAttribute('aria-label', `Loss: ${text}`);
    words.textContent = last < 0 ? '' : text;
  }

  new ResizeObserver(() => {
    if (box.clientWidth > 0) plot?.setSize({ width: box.clientWidth, height: HEIGHT });
  }).observe(box);

  return {
    root,
    /**
     * @param {number} step
     * @param {number} loss
     */
    add(step, loss) {
      data[0].push(step);
      data[1].push(loss);
      plot?.setData(data);
      describe();
    },
    /** @param {number} steps of the training to come */
    clear(steps) {
      data = [[], []];
      lastStep = steps;
      plot?.setData(data);
      describe();
    },
    /** In the theme's colours. */
    paint: make,
  };
}

/**
 * @param {HTMLElement} box
 * @param {() => number} lastStep
 * @returns {uPlot.Options}
 */
function options(box, lastStep) {
  const style = getComputedStyle(box);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const font = `11px ${style.fontFamily}`;
  const axis = {
    stroke: colour('--ink-soft'),
    font,
    grid: { stroke: colour('--hairline'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: Math.max(120, box.clientWidth),
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [0, lastStep()] },
      y: { range: (_plot, _low, high) => [0, Math.max(1, high ?? 1)] },
    },
    axes: [
      { ...axis, size: 22, gap: 2, space: 60 },
      { ...axis, size: 26, gap: 4, space: 28 },
    ],
    series: [{}, { stroke: colour('--ink'), width: 1.5, points: { show: false } }],
  };
}
