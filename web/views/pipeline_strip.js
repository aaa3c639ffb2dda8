/** The thin line of steps: each button shows its step in the large matrix. */
import { element } from './dom.js';
import { labelNodes } from './matrix_parts.js';
import { briefOperations, GROUPS } from './pipeline_parts.js';
import { hasStep, stepOf, stepsOf } from './steps.js';

/** @type {import('../types.js').CreateView} */
export function createPipelineStrip(root, actions) {
  /** @type {Map<string, HTMLButtonElement>} */
  const buttons = new Map();
  const signs = GROUPS.slice(1).map(() => element('span', { class: 'strip-sign' }));
  const line = element('div', { class: 'strip' });
  GROUPS.forEach((group, place) => {
    if (place > 0) line.append(signs[place - 1]);
    for (const name of group) {
      const button = element('button', { type: 'button' });
      button.addEventListener('click', () => actions.setView({ step: name }));
      buttons.set(name, button);
      line.append(button);
    }
  });
  root.append(line);
  /** The style sheet fades the ends beyond which there is more. */
  function markEnds() {
    const { scrollLeft, scrollWidth, clientWidth } = line;
    line.classList.toggle('more-before', scrollLeft > 1);
    line.classList.toggle('more-after', scrollLeft < scrollWidth - clientWidth - 1);
  }
  line.addEventListener('scroll', markEnds, { passive: true });
  new ResizeObserver(markEnds).observe(line);
  let shown = '';
  let current = '';
  /** The steps that the buttons are named for. @type {ReturnType<typeof stepsOf>} */
  let named = [];
  let signed = '';

  /** @param {ReturnType<typeof stepsOf>} steps */
  function nameFor(steps) {
    named = steps;
    for (const button of buttons.values()) button.hidden = true;
    for (const step of steps) {
      const button = /** @type {HTMLButtonElement} */ (buttons.get(step.name));
      button.hidden = false;
      button.replaceChildren(...labelNodes(step.label));
    }
    // The first sign stands behind the first button.
    signs[0].hidden = !steps.some(({ name }) => name === GROUPS[0][0]);
  }

  /** Scrolls the line, never the page. @param {HTMLElement} button */
  function reveal({ offsetLeft, offsetWidth }) {
    const start = offsetLeft - line.offsetLeft;
    const least = start + offsetWidth - line.clientWidth;
    line.scrollLeft = Math.min(start, Math.max(line.scrollLeft, least));
  }

  /** Asking where a button lies has the browser lay out the page: once, when all views have written into it. */
  function revealSoon(/** @type {HTMLButtonElement} */ button) {
    requestAnimationFrame(() => {
      reveal(button);
      markEnds();
    });
  }

  return {
    wants: () => [],
    update({ trace, state, selection }) {
      const head = selection?.head ?? 0;
      const step = stepOf(state.view.step, head, trace.request).name;
      const now = [trace.id, step, head].join();
      if (now === shown) return;
      shown = now;
      const steps = stepsOf(trace.request);
      const operations = briefOperations(trace);
      const renamed = steps !== named || operations.join() !== signed;
      if (steps !== named) nameFor(steps);
      operations.forEach((sign, i) => (signs[i].textContent = sign));
      signed = operations.join();
      for (const each of steps) {
        const button = /** @type {HTMLButtonElement} */ (buttons.get(each.name));
        button.disabled = !hasStep(each, head, trace.request);
        if (each.name === step) button.setAttribute('aria-current', 'step');
        else button.removeAttribute('aria-current');
      }
      if (step !== current || renamed)
        revealSoon(/** @type {HTMLButtonElement} */ (buttons.get(step)));
      current = step;
    },
  };
}
