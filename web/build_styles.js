// Style sheets put together at the build.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * @param {string[]} sheets beside web/index.html, in their order
 * @param {import('esbuild').BuildOptions} [more]
 * @returns {Promise<string>}
 */
export async function joinSheets(sheets, more = {}) {
  const { outputFiles } = await build({
    ...more,
    stdin: {
      contents: sheets.map((sheet) => `@import './${sheet}';`).join('\n'),
      resolveDir: dirname(fileURLToPath(import.meta.url)),
      loader: 'css',
    },
    bundle: true,
    write: false,
    logLevel: 'warning',
  });
  return /** @type {import('esbuild').OutputFile[]} */ (outputFiles)[0].text;
}
