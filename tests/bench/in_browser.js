// The bench's page: fetches the modules and hands the rows to whoever drives the browser.
import { createRows } from './rows.js';

/** @param {string} url */
const bytesOf = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());

const threads = Number(new URLSearchParams(location.search).get('threads') ?? 1);

/** @type {any} */ (globalThis).bench = createRows(
  {
    playground: new URL('playground.js', location.href).href,
    core: await bytesOf('attention_core.wasm'),
    plain: await bytesOf('bench_plain.wasm'),
    writer: await bytesOf('writer.safetensors'),
    onnxruntime: new URL('peers/', location.href).href,
    tensorflow: new URL('peers/', location.href).href,
  },
  threads,
);
