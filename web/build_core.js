// Which compiled core a bundle computes with, and what of its JavaScript face the smaller one does without.
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @param {string} core attention_core, or attention_page without what writes, trains and takes the caller's own layers
 * @returns {import('esbuild').Plugin}
 */
export const corePlugin = (core) => ({
  name: 'core',
  setup({ onResolve }) {
    onResolve({ filter: /attention_core\.js$/ }, () => ({
      path: join(root, `build/wasm/${core}.js`),
    }));
    if (core !== 'attention_page') return;
    onResolve({ filter: /\/(language|layers)\.js$/ }, ({ path }) => ({
      path: join(root, `wasm/no_${basename(path)}`),
    }));
  },
});
