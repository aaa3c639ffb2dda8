/** What leaves the worker of a trace: its summary for all views, and the slices that were asked for. */
import { utf16Offsets } from '../../wasm/playground.js';
import { freshMemory, isLarge, levelsOf } from '../render/pyramid.js';

/**
 * @typedef {import('../../wasm/playground.js').Playground} Playground
 * @typedef {import('../../wasm/playground.js').Trace} Trace
 * @typedef {import('../types.js').SliceKey} SliceKey
 * @typedef {import('../types.js').TraceSummary} TraceSummary
 * @typedef {import('./messages.js').Slice} Slice
 */

/**
 * Whether the indices lie inside the trace: (), (layer), (layer, head), (layer, head, query), or a token's position.
 * @param {Trace} of
 * @param {SliceKey} key
 */
function isInside(of, [name, layer = 0, head = 0, query = 0]) {
  if (name === 'probabilities') return layer >= 0 && layer < of.length;
  const layers = name === 'stream' ? of.layers + 1 : of.layers;
  return (
    layer >= 0 &&
    layer < layers &&
    head >= 0 &&
    head < of.heads &&
    query >= 0 &&
    (name !== 'softmaxSteps' || query < of.length)
  );
}

/** Slices with a number for each pair of tokens, and how many indices they have. @type {Record<string, number>} */
const OF_PAIRS = { weights: 2, scores: 2, meanWeights: 1, allowed: 0 };

/**
 * @param {Trace} of
 * @param {SliceKey[]} asked
 * @param {import('../render/pyramid.js').Memory} [memory]
 * @returns {{ keys: SliceKey[], slices: Slice[] }}
 */
export function cut(of, asked, memory = freshMemory) {
  const keys = asked.filter((key) => isInside(of, key));
  const methods = /** @type {any} */ (of);
  const slices = keys.map(([name, ...indices]) => {
    const count = OF_PAIRS[name];
    if (count === undefined) return methods[name](...indices);
    const into = memory[name === 'allowed' ? 'bytes' : 'floats'](of.length ** 2);
    return methods[name](...Array.from({ length: count }, (_, i) => indices[i]), into);
  });
  return { keys, slices };
}

/** A trace's mask, the same for the levels of all its heads. @type {WeakMap<Trace, Uint8Array>} */
const masks = new WeakMap();

/** @param {Trace} of */
function maskOf(of) {
  let mask = masks.get(of);
  if (mask === undefined) masks.set(of, (mask = of.allowed()));
  return mask;
}

/**
 * What weights are drawn from where they are many; made here, it does not hold up the page.
 * @param {Trace} of
 * @param {SliceKey[]} keys
 * @param {Slice[]} slices  of the keys
 * @param {import('../render/pyramid.js').Memory} [memory]
 * @returns {import('../render/pyramid.js').Half[][]}
 */
export function levelsOfWeights(of, keys, slices, memory) {
  const shape = { rows: of.length, columns: of.length };
  return keys.map(([name], index) => {
    // A keystroke's small matrices need neither levels nor their mask once more.
    if ((name !== 'weights' && name !== 'meanWeights') || !isLarge(shape)) return [];
    const values = /** @type {Float32Array<ArrayBuffer>} */ (slices[index]);
    return levelsOf({ ...shape, values, allowed: maskOf(of) }, memory);
  });
}

/**
 * The heads' small pictures one after the other.
 * @param {number} count
 * @param {number} size numbers in one of them
 * @param {(index: number) => Float32Array} picture
 */
function join(count, size, picture) {
  const all = new Float32Array(count * size);
  for (let index = 0; index < count; index += 1) all.set(picture(index), index * size);
  return all;
}

/**
 * @param {Trace} of
 * @param {number} id
 * @returns {Omit<TraceSummary, 'facts' | 'unknown'>}
 */
export function summarise(of, id) {
  const { layers, heads, length, width, headWidth, request, scaleFactor, thumbnailSize } = of;
  const tokens = of.tokens;
  const offsets = utf16Offsets(
    request.text,
    tokens.flatMap(({ start, end }) => [start, end]),
  );
  const pixels = thumbnailSize * thumbnailSize;
  return {
    id,
    tokens: tokens.map((token, index) => ({
      ...token,
      utf16Start: offsets[2 * index],
      utf16End: offsets[2 * index + 1],
    })),
    request,
    layers,
    heads,
    length,
    width,
    headWidth,
    scaleFactor,
    statistics: Array.from({ length: layers }, (_, layer) =>
      Array.from({ length: heads }, (__, head) => of.statistics(layer, head)),
    ),
    thumbnailSize,
    thumbnails: join(layers * heads, pixels, (index) =>
      of.thumbnail(Math.floor(index / heads), index % heads),
    ),
    meanThumbnails: join(layers, pixels, (layer) => of.meanThumbnail(layer)),
    allowedThumbnail: of.allowedThumbnail(),
  };
}

/** More than a few would not be read. */
const MOST_UNKNOWN = 3;

/**
 * The words that the model does not know, put together from their pieces, each with a known word that is near.
 * @param {Playground} playground
 * @param {Trace} of
 * @returns {TraceSummary['unknown']}
 */
export function unknownWords(playground, { tokens, request }) {
  /** @type {{ start: number, end: number, text: string }[]} */
  const words = [];
  for (const { unknown, start, end, text } of tokens) {
    if (!unknown) continue;
    const last = words[words.length - 1];
    if (last?.end === start) Object.assign(last, { end, text: last.text + text });
    else words.push({ start, end, text });
  }
  const texts = [...new Set(words.map(({ text }) => text))].slice(0, MOST_UNKNOWN);
  return texts.map((text) => ({ text, near: playground.nearWord(request.model, text) }));
}
