/**
 * State ↔ readable hash, as in #model=random&text=The+dragon&mask=causal&head=1.3&cell=6,4.
 * Written: the model always, the rest where it is not the default. Read: whatever is broken becomes its default
 * (out of range: the nearest limit) and is named in `problems`. Cross-field rules (width, heads) are the core's.
 * A model that was trained in this page is no longer there in another: its link carries the settings to train it again.
 */
import { defaultRequest, defaultState, defaultView, makeState } from './state.js';
import { BIGRAM, isTrained, OWNED_BY_MODEL } from './core_request.js';
import { formatMask, parseMask } from './mask.js';
import { requestTable } from './request_table.js';
import { madeWith, VERSIONED, versionProblem } from './version.js';
import { viewTable } from './view_table.js';

/**
 * @typedef {import('../types.js').State} State
 * @typedef {import('../types.js').ViewState} ViewState
 * @typedef {import('../types.js').RequestProperty} RequestProperty
 * @typedef {import('./view_table.js').ViewProperty} ViewProperty
 * @typedef {{ value: any, problem?: string } | null} Reading null where the value is broken
 */

/** What a model is called that the visitor has trained or loaded. */
export const OWN_MODEL = 'trained';

/** Said of a link whose model is in no file. */
export const MODEL_GONE =
  'the model was trained in a page that is gone; the training’s settings are in the link, so that “Train again” makes the same model (until then the reader stands in for it)';

/** Longer texts stay out of the hash: links would be cut by what carries them. */
export const LONGEST_TEXT_BYTES = 8192;
/** UTF-16 units of a door's settings. */
const LONGEST_SETTINGS = 1000;

/** @param {string} text */
export function fitsInLink(text) {
  // Bytes are never fewer than UTF-16 units: a megabyte need not be encoded to know.
  if (text.length > LONGEST_TEXT_BYTES) return false;
  return new TextEncoder().encode(text).length <= LONGEST_TEXT_BYTES;
}

/** @param {string} value */
function encode(value) {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replace(/%20/g, '+')
    .replace(/%(?:2C|3A|2F|3F|3B|40)/g, decodeURIComponent);
}

/**
 * @param {string} value
 * @returns {string | null}
 */
function decode(value) {
  try {
    return decodeURIComponent(value.replace(/\+/g, ' '));
  } catch {
    return null;
  }
}

/**
 * @param {State} state
 * @returns {string} beginning with '#'
 */
export function formatHash({ request, view }) {
  /** @type {string[]} */
  const parts = [];
  for (const { name } of [...requestTable].sort(modelFirst)) {
    const value = request[name];
    if (name !== 'model' && value === defaultRequest[name]) continue;
    if (isTrained(request) && OWNED_BY_MODEL.includes(name)) continue;
    if (name === 'text' && !fitsInLink(request.text)) continue;
    // A plus is a space in a text, but the mask's own sign: it is the one value that has no spaces.
    parts.push(`${name}=${name === 'mask' ? value : encode(String(value))}`);
  }
  for (const property of viewTable) {
    const value = formatViewProperty(property, view);
    // A link with settings opens the door to them; where it is shut, that has to be said.
    const isShut = property.link === 'door' && view.train !== '';
    if (isShut || value !== formatViewProperty(property, defaultView)) {
      parts.push(`${property.link}=${value}`);
    }
  }
  return `#${parts.join('&')}`;
}

/**
 * @param {RequestProperty} one
 * @param {RequestProperty} other
 */
function modelFirst(one, other) {
  return Number(other.name === 'model') - Number(one.name === 'model');
}

/**
 * @param {ViewProperty} property
 * @param {ViewState} view
 */
function formatViewProperty(property, view) {
  switch (property.type) {
    case 'head':
      return `${view.layer + 1}.${view.head < 0 ? 'mean' : view.head + 1}`;
    case 'cell':
      return `${view.query},${view.key}`;
    case 'switch':
      return view[property.link] ? 'on' : 'off';
    case 'settings':
      return encode(String(view[property.link]));
    default:
      return String(view[property.link]);
  }
}

/**
 * What is understood, for who wrote something else.
 * @param {{ type: string, choices?: readonly string[], minimum?: number, maximum?: number }} property
 */
function validFor({ type, choices, minimum, maximum }) {
  if (maximum !== undefined) return `${minimum} to ${maximum}`;
  if (type === 'head') return 'like 3.1 or 3.mean';
  if (type === 'cell') return 'like 6,4';
  return type === 'switch' ? 'on or off' : (choices ?? []).join(', ');
}

/**
 * @param {string} hash with or without '#'
 * @param {boolean} [hasOwnModel] whether a model of the visitor's own has been given to this page
 * @returns {{ state: State, problems: string[] }}
 */
export function parseHash(hash, hasOwnModel = false) {
  /** @type {Record<string, any>} */
  const request = { ...defaultState.request };
  /** @type {Record<string, any>} */
  const view = { ...defaultState.view };
  /** @type {string[]} */
  const problems = [];
  /** @type {Set<string>} */
  const named = new Set();
  let version = '';
  for (const part of hash.replace(/^#/, '').split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const text = decode(equals < 0 ? '' : part.slice(equals + 1));
    if (name === 'version' && /^[0-9a-f]{8}$/.test(text ?? '')) {
      version = /** @type {string} */ (text);
      continue;
    }
    const requestProperty = requestTable.find((property) => property.name === name);
    const viewProperty = viewTable.find((property) => property.link === name);
    if (!requestProperty && !viewProperty) {
      problems.push(`“${shorten(decode(name) ?? name)}” is not a setting of this page`);
      continue;
    }
    const reading =
      text === null
        ? null
        : requestProperty
          ? readRequestProperty(requestProperty, text)
          : readViewProperty(/** @type {ViewProperty} */ (viewProperty), text);
    if (!reading) {
      const value = shorten(text ?? part.slice(equals + 1));
      const valid = validFor(/** @type {any} */ (requestProperty ?? viewProperty));
      problems.push(`${name} “${value}” is not understood${valid && ` (${valid})`}`);
      continue;
    }
    named.add(name);
    if (reading.problem) problems.push(`${name} ${reading.problem}`);
    if (requestProperty) request[name] = reading.value;
    else Object.assign(view, reading.value);
  }
  if (named.has('train') && !named.has('door')) view.door = 'train';
  if (request.model === OWN_MODEL && !hasOwnModel) {
    problems.push(MODEL_GONE);
    Object.assign(request, { model: 'reader' });
    view.door = 'train';
  }
  if (isTrained(/** @type {any} */ (request))) {
    for (const name of OWNED_BY_MODEL) {
      if (request[name] === defaultRequest[/** @type {'seed'} */ (name)]) continue;
      problems.push(`${name} belongs to the model ${request.model}`);
      request[name] = defaultRequest[/** @type {'seed'} */ (name)];
    }
  }
  const other = versionProblem(request.model, version);
  if (other) problems.push(other);
  const state = makeState(/** @type {any} */ (request), /** @type {any} */ (view));
  return { state, problems };
}

/** @param {string} text */
function shorten(text) {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}

/**
 * @param {RequestProperty} property
 * @param {string} text
 * @returns {Reading}
 */
function readRequestProperty(property, text) {
  switch (property.type) {
    case 'text':
      return { value: text };
    case 'heads':
      return /^(?:none|[1-9]\d?\.[1-9]\d?(?:,[1-9]\d?\.[1-9]\d?){0,95})$/.test(text)
        ? { value: text }
        : null;
    case 'choice':
      return property.choices?.includes(text) ? { value: text } : null;
    case 'model':
      return [OWN_MODEL, BIGRAM, ...(property.choices ?? [])].includes(text) || VERSIONED.test(text)
        ? { value: text }
        : null;
    case 'tokenizer':
      return /^(?:words|characters|bytepair:\d{1,6}|gpt2)$/.test(text) ? { value: text } : null;
    case 'mask': {
      const parts = parseMask(text.replace(/ /g, '+'));
      return parts && { value: formatMask(parts) };
    }
    case 'scale':
      if (text === 'sqrt' || text === 'none') return { value: text };
      return readNumber(text) === null ? null : { value: text };
    default:
      return clampNumber(property, text);
  }
}

/** @param {string} text */
function readNumber(text) {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
    ? Number(text)
    : null;
}

/**
 * @param {RequestProperty} property
 * @param {string} text
 * @returns {Reading}
 */
function clampNumber({ type, minimum = -Infinity, maximum = Infinity }, text) {
  const value = readNumber(text);
  if (value === null || (type === 'whole' && !Number.isInteger(value))) return null;
  const clamped = Math.min(Math.max(value, minimum), maximum);
  if (clamped === value) return { value };
  return { value: clamped, problem: `${shorten(text)} is outside ${minimum} to ${maximum}` };
}

/**
 * @param {ViewProperty} property
 * @param {string} text
 * @returns {Reading}
 */
function readViewProperty(property, text) {
  if (property.type === 'head') {
    const [, layer, head] = text.match(/^([1-9]\d{0,2})\.([1-9]\d{0,2}|mean)$/) ?? [];
    if (!layer) return null;
    return { value: { layer: Number(layer) - 1, head: head === 'mean' ? -1 : Number(head) - 1 } };
  }
  if (property.type === 'cell') {
    const [, query, key] = text.match(/^(\d{1,7}),(\d{1,7})$/) ?? [];
    return query ? { value: { query: Number(query), key: Number(key) } } : null;
  }
  if (property.type === 'switch') {
    return /^(?:on|off)$/.test(text) ? { value: { [property.link]: text === 'on' } } : null;
  }
  if (property.type === 'settings') {
    // A prompt is free text; a training's settings are names and numbers.
    const pattern =
      property.link === 'train'
        ? /^(?:[a-z]{1,20}:[\w.-]{1,20}(?:,(?!$)|$)){1,20}$/
        : /^(?:[a-zA-Z]+:.*)?$/s;
    const isList = text.length <= LONGEST_SETTINGS && pattern.test(text);
    return isList ? { value: { [property.link]: text } } : null;
  }
  return property.choices.includes(text) ? { value: { [property.link]: text } } : null;
}

/**
 * What a link names and its trace does not have.
 * @param {Pick<ViewState, 'layer' | 'head' | 'query' | 'key'>} view
 * @param {{ layers: number, heads: number, length: number }} trace
 * @returns {string[]}
 */
export function lackingParts({ layer, head, query, key }, { layers, heads, length }) {
  const problems = [];
  if (layer >= layers || head >= heads) {
    const name = `${layer + 1}.${head < 0 ? 'mean' : head + 1}`;
    const counted = `${layers} ${layers === 1 ? 'layer' : 'layers'} of ${heads}`;
    problems.push(`head ${name} is not in ${counted} ${heads === 1 ? 'head' : 'heads'}`);
  }
  if (query >= length || key >= length) {
    problems.push(`cell ${query},${key} is not in this text of ${length} tokens (the first is 0)`);
  }
  return problems;
}

/**
 * What to tell a visitor about a broken link.
 * @param {string[]} problems
 */
export function describeProblems(problems) {
  const others = problems.filter(madeWith);
  const broken = problems.filter((problem) => problem !== MODEL_GONE && !madeWith(problem));
  const sentences = problems.includes(MODEL_GONE) ? [`T${MODEL_GONE.slice(1)}.`] : [];
  sentences.push(...others.map((problem) => `This was ${problem}.`));
  if (broken.length > 0) {
    sentences.push(
      `Part of this link is broken; that part is at its default or nearest limit: ${broken.join('; ')}.`,
    );
  }
  return sentences.join(' ');
}
