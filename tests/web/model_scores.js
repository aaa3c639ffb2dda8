/** Bundled models with other scores in their files, for what the page says of them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {import('../../wasm/playground.js').ModelScores} ModelScores */

const models = fileURLToPath(new URL('../../web/models/', import.meta.url));

/**
 * A model's file, its scores changed.
 * @param {string} name
 * @param {(scores: ModelScores) => void} change
 */
function withScores(name, change) {
  const bytes = readFileSync(`${models}${name}.safetensors`);
  const end = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, end).toString());
  const scores = JSON.parse(header.__metadata__.scores);
  change(scores);
  header.__metadata__.scores = JSON.stringify(scores);
  // As the format asks: padded with spaces to whole 8 bytes.
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, bytes.subarray(end)]);
}

/**
 * For `before`: what is asked for as one model is another's file with changed scores.
 * @param {string} asked
 * @param {string} name of the file that there is
 * @param {(scores: ModelScores) => void} change
 * @returns {(page: import('playwright-core').Page) => Promise<unknown>}
 */
export const serveModel = (asked, name, change) => (page) =>
  page
    .context()
    .route(`**/models/${asked}.safetensors`, (route) =>
      route.fulfill({ body: withScores(name, change), contentType: 'application/octet-stream' }),
    );
