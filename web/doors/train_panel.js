/** What stands behind the door to training, put together: no decisions here, only parts and what they show. */
import { element } from '../views/dom.js';
import { grouped } from '../render/number_text.js';
import { createAttentionPicture } from './train_attention.js';
import { createLossChart } from './train_chart.js';
import { createMeters } from './train_meters.js';
import { durationText } from './train_pace.js';

/**
 * @typedef {import('./train_run.js').Status} Status
 * @typedef {import('./train_run.js').Progress} Progress
 * @typedef {[label: string, run: () => void]} MessageAction
 */

/** What is learned, by the objective. @type {Record<string, string>} */
const EXPLANATIONS = {
  reader:
    'Nobody tells a head where to look: words of small stories are hidden, and the model has to restore them. Some second mentions of a noun are replaced by a pronoun, and there the noun has to be restored.',
  writer:
    'Nobody tells a head where to look: the model reads small stories, and behind every word it has to say which word comes next. It sees only what stands before.',
};
const WHAT_SCORES_ARE =
  'The scores are on new sentences of this small story language, not on English at large.';

/** The button that starts and stops, by what it would do. @type {Record<Status, string>} */
const MAIN_LABELS = {
  none: 'Start',
  running: 'Pause',
  paused: 'Go on',
  finished: 'Train again',
  failed: 'Start again',
};

/**
 * @param {{ main: () => void, step: () => void, reset: () => void }} commands
 * @param {HTMLElement} files
 */
export function createPanel(commands, files) {
  const chart = createLossChart();
  const meters = createMeters();
  const picture = createAttentionPicture();
  const message = createMessage();
  const facts = element('p', { class: 'train-facts number' });
  const settings = element('div', { class: 'train-settings-place' });
  const explanation = element('p', { class: 'train-explanation' });
  const main = trainButton('Start', commands.main);
  const step = trainButton('Step', commands.step);
  const reset = trainButton('Reset', () => {
    commands.reset();
    // It is of no use now, and would take the focus with it.
    main.focus();
  });
  main.classList.add('train-main');
  const buttons = element('div', { class: 'train-buttons' }, main, step, reset);
  const left = element(
    'div',
    { class: 'train-left' },
    element('h2', {}, 'Train a model'),
    ...[explanation, settings, buttons, message.line, files],
  );
  const middle = element('div', { class: 'train-middle' }, facts, chart.root, meters.root);

  return {
    ...{ chart, meters, picture, message, settings },
    parts: [left, middle, picture.root],
    /** @param {string | number} objective */
    explain(objective) {
      explanation.textContent = `${EXPLANATIONS[objective]} ${WHAT_SCORES_ARE}`;
    },
    /**
     * @param {Status} status
     * @param {boolean} canGo whether there are settings to go on with
     */
    showStatus(status, canGo) {
      main.textContent = MAIN_LABELS[status];
      main.disabled = !canGo;
      step.disabled = !canGo || status === 'running' || status === 'finished';
      reset.disabled = status === 'none';
    },
    /** @param {Progress} progress */
    showProgress(progress) {
      chart.add(progress.step, progress.loss);
      facts.textContent = progressText(progress);
    },
    /** @param {number} steps of the training to come */
    clear(steps) {
      chart.clear(steps);
      meters.clear();
      picture.clear();
      facts.textContent = '';
    },
    /** @param {'light' | 'dark'} theme */
    paint(theme) {
      chart.paint();
      meters.paint(theme);
      picture.paint(theme);
    },
  };
}

/** @param {Progress} progress */
function progressText({ step, steps, rate }) {
  const parts = [`step ${grouped(step)} of ${grouped(steps)}`];
  if (rate.steps > 0) {
    const tokens = grouped(Math.round(rate.tokens / 100) * 100);
    parts.push(`${rate.steps.toFixed(rate.steps < 10 ? 1 : 0)} steps/s`, `${tokens} tokens/s`);
    if (step < steps) parts.push(`${durationText((steps - step) / rate.steps)} left`);
  }
  return parts.join(' · ');
}

/**
 * @param {string} label
 * @param {() => void} run
 */
function trainButton(label, run) {
  const button = element('button', { type: 'button', class: 'train-button' }, label);
  button.addEventListener('click', run);
  return button;
}

/** One line that says what has happened, with what can be done about it. */
function createMessage() {
  const line = element('p', { class: 'train-message', role: 'status' });
  return {
    line,
    /**
     * @param {string} text
     * @param {{ isFault?: boolean, actions?: MessageAction[] }} [more]
     */
    say(text, { isFault = false, actions = [] } = {}) {
      line.replaceChildren(text);
      for (const [label, run] of actions) {
        const link = element('button', { type: 'button', class: 'link' }, label);
        link.addEventListener('click', run);
        line.append(' ', link);
      }
      line.classList.toggle('train-fault', isFault);
    },
    clear() {
      line.replaceChildren();
    },
  };
}
