// Makes the element's scripts and the frame in dist/: each is one classic script with its code, the core, the worker's
// source, the styles and, but for the lite one, the reader in it, so that it runs from any address, a file's too.
import { copyFile, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { corePlugin } from './build_core.js';
import { minifyFile } from './build_minify.js';
import { versionsPlugin } from './build_models.js';
import { joinSheets } from './build_styles.js';
import { textOf } from './elements/bytes_text.js';
import { shadowStyles } from './elements/shadow_styles.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const web = join(root, 'web');

/** Style sheets of the first views, in the page's order; the last is the elements' own. */
const VIEW_SHEETS = [
  'style.css',
  ...['text', 'matrix', 'heads'].map((name) => `styles/${name}.css`),
  'elements/element.css',
];
const LATER_NAMES = ['header', 'phone_header', 'menus', 'numbers', 'cell', 'pipeline', 'copies'];
const LATER_SHEETS = [...LATER_NAMES.map((name) => `styles/${name}.css`), 'elements/later.css'];
const DOOR_SHEETS = [
  ...[...LATER_NAMES, 'write', 'train'].map((name) => `styles/${name}.css`),
  ...['elements/later.css', 'elements/doors.css'],
];

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  bundle: true,
  minify: true,
  target: 'es2022',
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
  external: ['node:*'],
};

/**
 * @param {string[]} sheets
 * @returns {Promise<string>}
 */
async function stylesOf(sheets) {
  const { code } = await transform(shadowStyles(await joinSheets(sheets)), {
    loader: 'css',
    minify: true,
  });
  return code.trim();
}

/**
 * The part that computes as the source of one function of (self, base), without import.meta: a classic script has none.
 * @param {string} entry
 * @param {string} core
 */
async function hostSource(entry, core) {
  const { outputFiles } = await build({
    ...COMMON,
    entryPoints: [join(web, 'elements', entry)],
    write: false,
    format: 'iife',
    // No browser has a process, and no script of an element runs in Node.
    define: { 'import.meta.url': '""', process: 'undefined' },
    plugins: [
      corePlugin(core),
      {
        name: 'host',
        setup({ onLoad }) {
          onLoad({ filter: /core_url\.js$/ }, () => ({
            contents: `export const coreUrl = '';
export const modelsUrl = base && base + 'models/';
export const gpt2Url = base && base + 'models/gpt2/';`,
          }));
        },
      },
    ],
  });
  return `function(self, base) {${outputFiles[0].text}}`;
}

/**
 * @typedef {object} Payload
 * @property {string} hostCode
 * @property {string} core its name
 * @property {string[]} models
 * @property {string} styles of the first views
 * @property {string} laterStyles
 */

/** @param {Payload} payload */
async function payloadSource({ hostCode, core, models, styles, laterStyles }) {
  const wasm = await readFile(join(root, `build/wasm/${core}.wasm`));
  const texts = models.map(async (name) => [name, await modelText(name)]);
  return `export const host = ${hostCode};
export const coreText = ${JSON.stringify(textOf(wasm))};
export const modelTexts = ${JSON.stringify(Object.fromEntries(await Promise.all(texts)))};
export const styleText = ${JSON.stringify(styles)};
export const laterStyleText = ${JSON.stringify(laterStyles)};`;
}

/** @param {string} name */
const modelText = async (name) => textOf(await readFile(join(web, `models/${name}.safetensors`)));

/**
 * @param {string} entry
 * @param {string} outfile
 * @param {Payload} payload
 * @param {boolean} [isLite]
 */
async function script(entry, outfile, payload, isLite = false) {
  const contents = await payloadSource(payload);
  await build({
    ...COMMON,
    entryPoints: [join(web, 'elements', entry)],
    outfile,
    format: 'iife',
    plugins: [
      versionsPlugin,
      {
        name: 'payload',
        setup({ onLoad, onResolve }) {
          onResolve({ filter: /\/payload\.js$/ }, () => ({
            path: 'payload',
            namespace: 'payload',
          }));
          onLoad({ filter: /.*/, namespace: 'payload' }, () => ({ contents, loader: 'js' }));
          onResolve({ filter: /\/styled\.js$/ }, () => ({
            path: join(web, 'elements/styled_here.js'),
          }));
          onResolve({ filter: /\/later\.js$/ }, () =>
            isLite ? { path: join(web, 'elements/later_beside.js') } : null,
          );
          onLoad({ filter: /[\\/](worker_url|style_url)\.js$/ }, ({ path }) => ({
            contents: NOWHERE[basename(path)],
          }));
        },
      },
    ],
  });
  await minifyFile(outfile, { isModule: false });
}

/** @param {string} entry @param {string} outfile */
const plainScript = (entry, outfile) =>
  build({ ...COMMON, entryPoints: [join(web, 'elements', entry)], outfile, format: 'iife' });

/** Addresses that a single script has no use for. @type {Record<string, string>} */
const NOWHERE = {
  'worker_url.js': `export const learnerUrl = '';`,
  'style_url.js': `export const writeStyleUrl = ''; export const trainStyleUrl = '';`,
};

/** @param {string} dist */
export async function buildElements(dist) {
  const [views, doors, styles, laterStyles, doorStyles] = await Promise.all([
    hostSource('engine_host.js', 'attention_page'),
    hostSource('learner_host.js', 'attention_core'),
    stylesOf(VIEW_SHEETS),
    stylesOf(LATER_SHEETS),
    stylesOf(DOOR_SHEETS),
  ]);
  const lite = { hostCode: views, core: 'attention_page', models: [], styles, laterStyles };
  const more = {
    hostCode: doors,
    core: 'attention_core',
    models: [],
    styles: doorStyles,
    laterStyles: '',
  };
  await Promise.all([
    script('define.js', join(dist, 'attention-playground.lite.js'), lite, true),
    script('define.js', join(dist, 'attention-playground.js'), { ...lite, models: ['reader'] }),
    script('more.js', join(dist, 'attention-playground.more.js'), more),
    script('views.js', join(dist, 'attention-playground.views.js'), lite),
    plainScript('frame.js', join(dist, 'embed.js')),
    plainScript('parent.js', join(dist, 'attention-playground.frames.js')),
    ...['embed.html', 'embed.css'].map((name) => copyFile(join(web, name), join(dist, name))),
  ]);
}
