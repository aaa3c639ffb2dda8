/**
 * What the Write door's address holds, as in `write=seed:3,temperature:0.5,prompt:The+dragon`: what differs from the
 * defaults, the prompt last, because it may hold any sign. Pure.
 */

/**
 * @typedef {object} Settings
 * @property {number} seed
 * @property {number} temperature
 * @property {number} topK
 * @property {number} topP
 * @property {string} head as in 1.2 or 1.mean, counted from 1
 * @property {Speed} speed
 * @property {string | null} prompt null: taken from the page's sentence
 *
 * @typedef {'slow' | 'medium' | 'fast'} Speed
 * @typedef {'seed' | 'temperature' | 'topK' | 'topP'} NumberName
 */

/** Words a second. @type {Readonly<Record<Speed, number>>} */
export const SPEEDS = Object.freeze({ slow: 1, medium: 4, fast: 15 });

/** UTF-16 units; longer ones would not fit in a link, nor in the writer's positions. */
export const LONGEST_PROMPT = 500;

/** @type {Readonly<Record<NumberName, { label: string, whole?: true, step: number | 'any', minimum: number, maximum: number, help: string }>>} */
export const numberSettings = Object.freeze({
  seed: {
    ...{ label: 'seed', whole: true, step: 1, minimum: 0, maximum: 4294967295 },
    help: 'Where the dice begin: the same seed writes the same text.',
  },
  temperature: {
    ...{ label: 'temperature', step: 0.1, minimum: 0, maximum: 2 },
    help: 'Below 1 the probable words gain, above 1 the improbable ones; 0 always takes the most probable.',
  },
  topK: {
    ...{ label: 'top-k', whole: true, step: 1, minimum: 0, maximum: 50000 },
    help: 'Draw only among so many most probable words; 0: all.',
  },
  topP: {
    ...{ label: 'top-p', step: 0.05, minimum: 0.05, maximum: 1 },
    help: 'Draw only among the most probable words that reach this share together; 1: all.',
  },
});

/** @type {Readonly<Settings>} */
export const defaultSettings = Object.freeze({
  ...{ seed: 1, temperature: 0.8, topK: 0, topP: 1, head: '1.mean', speed: 'medium' },
  prompt: null,
});

/**
 * @param {NumberName} name
 * @param {string} text
 * @returns {number | null} null where it is not a number in range
 */
export function readNumber(name, text) {
  const { whole, minimum, maximum } = numberSettings[name];
  if (!/^\d{1,10}(?:\.\d{1,10})?$/.test(text)) return null;
  const value = Number(text);
  if (value < minimum || value > maximum || (whole && !Number.isInteger(value))) return null;
  return value;
}

/**
 * @param {string} text
 * @returns {{ settings: Settings, problems: string[] }} what is broken is at its default
 */
export function parseSettings(text) {
  /** @type {Record<string, any>} */
  const settings = { ...defaultSettings };
  /** @type {string[]} */
  const problems = [];
  const [, list, prompt] = text.match(/^(.*?)(?:(?:^|,)prompt:(.*))?$/s) ?? [];
  if (prompt !== undefined) settings.prompt = prompt.slice(0, LONGEST_PROMPT);
  for (const part of list === '' ? [] : list.split(',')) {
    const [name, value = ''] = part.split(':');
    const read = readPart(name, value);
    if (read === null) problems.push(`write: ${name} “${value}” is not understood`);
    else settings[name] = read;
  }
  return { settings: /** @type {Settings} */ (settings), problems };
}

/**
 * @param {string} name
 * @param {string} value
 */
function readPart(name, value) {
  if (name in numberSettings) return readNumber(/** @type {NumberName} */ (name), value);
  if (name === 'speed') return value in SPEEDS ? value : null;
  return name === 'head' && /^[1-9]\d?\.(?:[1-9]\d?|mean)$/.test(value) ? value : null;
}

/** @param {Settings} settings */
export function formatSettings(settings) {
  const { prompt, ...rest } = settings;
  const parts = Object.entries(rest)
    .filter(([name, value]) => value !== defaultSettings[/** @type {NumberName} */ (name)])
    .map(([name, value]) => `${name}:${value}`);
  if (prompt !== null) parts.push(`prompt:${prompt}`);
  return parts.join(',');
}

/**
 * What to write on from where nothing was chosen: the page's sentence, or of a finished one its first two words, because
 * behind a full stop the writer begins something new.
 * @param {string} sentence
 */
export function promptFrom(sentence) {
  const line = sentence.trim().replace(/\s+/g, ' ').slice(0, LONGEST_PROMPT);
  const isFinished = /[.!?]["')]*$/.test(line);
  return isFinished ? line.split(' ').slice(0, 2).join(' ') : line || 'The dragon';
}
