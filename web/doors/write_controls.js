/** The Write door's controls: the prompt, the buttons, the settings of the dice. */
import { labelled, onGesture, setOrRemove, setUnlessTyping } from '../views/control.js';
import { element } from '../views/dom.js';
import { grouped } from '../render/number_text.js';
import { MOST_WORDS } from './write_story.js';
import { LONGEST_PROMPT, numberSettings, readNumber, SPEEDS } from './write_settings.js';

/**
 * @typedef {import('./write_settings.js').Settings} Settings
 * @typedef {import('./write_settings.js').NumberName} NumberName
 *
 * @typedef {object} WriteCommands
 * @property {(patch: Partial<Settings>, history: 'push' | 'replace') => void} set
 * @property {() => void} play plays, or pauses
 * @property {() => void} step
 * @property {() => void} reset
 * @property {() => void} look
 */

/** @param {WriteCommands} commands */
export function createWriteControls(commands) {
  const prompt = element('input', {
    ...{ id: 'write-prompt', type: 'text', maxlength: LONGEST_PROMPT, autocomplete: 'off' },
    ...{ spellcheck: 'false', placeholder: 'empty: a new story' },
  });
  onGesture(prompt, (value, history) => commands.set({ prompt: value }, history));
  const play = button('Play', commands.play);
  const step = button('Step', commands.step);
  const reset = button('Reset', commands.reset);
  const look = element(
    'button',
    { type: 'button', class: 'link' },
    'Look at this text in every view',
  );
  look.addEventListener('click', commands.look);
  const message = element('p', {
    id: 'write-message',
    class: 'soft',
    role: 'status',
    hidden: true,
  });
  const full = element(
    'p',
    { class: 'soft', hidden: true },
    `${MOST_WORDS} words are enough; Reset begins again.`,
  );
  const speed = element('select', { id: 'write-speed' });
  speed.append(...Object.keys(SPEEDS).map((name) => element('option', { value: name }, name)));
  speed.addEventListener('change', () => {
    commands.set({ speed: /** @type {Settings['speed']} */ (speed.value) }, 'replace');
  });
  const numbers = /** @type {NumberName[]} */ (Object.keys(numberSettings)).map((name) =>
    createNumber(name, commands.set, (text) => {
      message.textContent = text;
      message.hidden = text === '';
    }),
  );
  const nodes = [
    element(
      'div',
      { class: 'write-prompt' },
      element('label', { for: prompt.id }, 'Write on from'),
      prompt,
      look,
    ),
    element(
      'div',
      { class: 'write-controls', role: 'group', 'aria-label': 'Writing' },
      element('div', { class: 'write-buttons' }, play, step, reset),
      labelled('speed', speed),
      ...numbers.map(({ row }) => row),
    ),
    message,
    full,
  ];

  return {
    nodes,
    /** @param {Settings & { prompt: string }} settings */
    show(settings) {
      setUnlessTyping(prompt, settings.prompt);
      speed.value = settings.speed;
      for (const { show } of numbers) show(settings);
    },
    /** @param {{ isReady: boolean, isPlaying: boolean, isFull: boolean }} now */
    showPlaying({ isReady, isPlaying, isFull }) {
      play.textContent = isPlaying ? 'Pause' : 'Play';
      play.disabled = !isReady || (isFull && !isPlaying);
      step.disabled = !isReady || isPlaying || isFull;
      reset.disabled = !isReady;
      look.disabled = !isReady;
      full.hidden = !isFull;
    },
  };
}

/** @param {string} label  @param {() => void} run */
function button(label, run) {
  const made = element('button', { type: 'button', disabled: true }, label);
  made.addEventListener('click', run);
  return made;
}

/**
 * @param {NumberName} name
 * @param {WriteCommands['set']} set
 * @param {(text: string) => void} say what is wrong; '' where nothing is
 */
function createNumber(name, set, say) {
  const { label, step, minimum, maximum, help } = numberSettings[name];
  const field = element('input', {
    ...{ id: `write-${name}`, type: 'number', min: minimum, max: maximum, step, title: help },
    class: name === 'seed' ? 'long-number' : 'small-number',
  });
  /** @param {boolean} isWrong */
  function mark(isWrong) {
    setOrRemove(field, 'aria-invalid', isWrong ? 'true' : '');
    setOrRemove(field, 'aria-describedby', isWrong ? 'write-message' : '');
    const kind = numberSettings[name].whole ? 'a whole number' : 'a number';
    const limits = `${grouped(minimum)} to ${grouped(maximum)}`;
    say(isWrong ? `${label} is ${kind} from ${limits}; ${inForce} stays in force.` : '');
  }
  let inForce = '';
  onGesture(field, (text, history) => {
    const value = readNumber(name, text);
    mark(value === null);
    if (value !== null) set({ [name]: value }, history);
    return value !== null;
  });
  field.addEventListener('blur', () => {
    if (!field.hasAttribute('aria-invalid')) return;
    field.value = inForce;
    mark(false);
  });
  return {
    row: labelled(label, field),
    /** @param {Settings} settings */
    show(settings) {
      inForce = String(settings[name]);
      setUnlessTyping(field, inForce);
    },
  };
}
