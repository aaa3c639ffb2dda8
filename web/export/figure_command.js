// `./play attend show TEXT … --svg FILE`: a figure from the command line, made by what makes the page's figures, without a
// browser. Flags are the request's and the view's properties, as in a link.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadPlayground } from '../../wasm/playground.js';
import { versionOf } from '../build_models.js';
import { coreRequest, isTrained } from '../state/core_request.js';
import { requestTable } from '../state/request_table.js';
import { clampSelection } from '../state/state.js';
import { lackingParts, parseHash } from '../state/url.js';
import { VERSIONED } from '../state/version.js';
import { cut, summarise } from '../worker/summary.js';
import { FIGURES } from './figures/kinds.js';
import { makeFigure } from './figures/make_figure.js';
import { guessedMeasures } from './figures/measures.js';
import { svgText } from './figures/svg.js';

const FAMILY = 'system-ui, sans-serif';
const BUNDLED = ['reader', 'writer', 'reader-causal'];
const OF_REQUEST = requestTable.map(({ name }) => name).filter((name) => name !== 'text');
const OF_VIEW = ['cell', 'step', 'order', 'range'];
const OWN = ['svg', 'view', 'theme', 'layer', 'head'];

/** What is wrong with what was asked, for the one who asked. */
class Refusal extends Error {}

/** @typedef {Record<string, string | undefined>} Flags */

/**
 * @param {string[]} words  after `attend`
 * @returns {{ text: string, flags: Flags }}
 */
function readWords(words) {
  const options = Object.fromEntries(
    [...OF_REQUEST, ...OF_VIEW, ...OWN].map((name) => [
      name,
      { type: /** @type {const} */ ('string') },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    if (positionals.length !== 2 || positionals[0] !== 'show') {
      throw new Refusal('--svg belongs to attend show TEXT; - as TEXT reads the input.');
    }
    const [, text] = positionals;
    return {
      text: text === '-' ? readFileSync(0, 'utf8') : text,
      flags: /** @type {Flags} */ (values),
    };
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

/**
 * What a link with the same settings would show.
 * @param {string} text
 * @param {Flags} flags
 */
function stateOf(text, flags) {
  const { layer = '1', head = '1', model = 'random' } = flags;
  const isFile = !['random', ...BUNDLED].includes(model) && !VERSIONED.test(model);
  const given = [...OF_REQUEST, ...OF_VIEW].filter((name) => flags[name] !== undefined);
  const parts = given
    .filter((name) => !(name === 'model' && isFile))
    .map(
      (name) => `${name}=${name === 'mask' ? flags[name] : encodeURIComponent(flags[name] ?? '')}`,
    );
  const link = [...parts, `head=${layer}.${head}`, `theme=${flags.theme ?? 'light'}`].join('&');
  const { state, problems } = parseHash(link);
  if (problems.length > 0) throw new Refusal(`${problems.join('; ')}.`);
  return { view: state.view, request: { ...state.request, text, model } };
}

/**
 * Loads what the request names.
 * @param {Awaited<ReturnType<typeof loadPlayground>>} playground
 * @param {{ model: string, tokenizer: string }} request
 * @returns {Promise<string>} the model as figures name it: with its version
 */
async function loadNamed(playground, { model, tokenizer }) {
  if (!isTrained({ model })) {
    if (tokenizer === 'gpt2') await playground.load('gpt2');
    return model;
  }
  const isBundled = BUNDLED.includes(model);
  const place = isBundled ? new URL(`../models/${model}.safetensors`, import.meta.url) : model;
  const bytes = readFileSync(place);
  await playground.load(model, bytes);
  return isBundled ? `${model}.${versionOf(bytes)}` : model;
}

/**
 * @param {import('./figures/kinds.js').FigureName} name
 * @param {ReturnType<typeof stateOf>} state
 */
async function figureOf(name, { request, view }) {
  const playground = await loadPlayground();
  const model = await loadNamed(playground, request);
  const trace = playground.run(coreRequest(request));
  const facts = isTrained(request) ? playground.model(request.model) : null;
  const summary = { ...summarise(trace, 1), facts, unknown: [] };
  const selection = clampSelection(view, summary);
  if (!selection) throw new Refusal('There is no token in this text, and nothing to draw.');
  const lacking = lackingParts(view, summary);
  if (lacking.length > 0) throw new Refusal(`${lacking.join('; ')}.`);
  /** @type {'light' | 'dark'} */
  const theme = view.theme === 'dark' ? 'dark' : 'light';
  /** @type {any} */
  const slice = (/** @type {import('../types.js').SliceKey} */ ...key) =>
    cut(trace, [key]).slices[0];
  const frame = {
    ...{ state: { request, view }, selection, slice, theme, hover: null, stale: false },
    trace: { ...summary, request: { ...trace.request, model } },
  };
  const look = { theme, family: FAMILY, measures: guessedMeasures };
  return makeFigure(name, /** @type {any} */ (frame), look).figure;
}

/** @param {string[]} words */
async function main(words) {
  const { text, flags } = readWords(words);
  const { svg, view = 'matrix' } = flags;
  const kind = FIGURES.find(({ name }) => name === view);
  if (!svg) throw new Refusal('--svg needs the name of a file.');
  if (!kind)
    throw new Refusal(`--view is ${FIGURES.map(({ name }) => name).join(', ')}, not "${view}".`);
  writeFileSync(svg, svgText(await figureOf(kind.name, stateOf(text, flags))));
  console.error(`attend: wrote ${svg}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // Refused words, files that cannot be read or written, the core's own messages: each is one line.
  console.error(`attend: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}
