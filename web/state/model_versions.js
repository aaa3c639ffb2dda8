/**
 * What tells one training of a model from the next: the first eight hexadecimal digits of the SHA-256 of its file. The
 * build counts them (web/build_models.js) and puts its own table in this one's place; the unbundled page knows no version
 * and writes none.
 *
 * In a link `version=1a2b3c4d` says what the link was made with, beside `model=reader`, the fixed name of the model that
 * comes with the page: where the page has another version, the visitor is told. `model=reader.1a2b3c4d` asks for that
 * version itself, models/reader.1a2b3c4d.safetensors, where every released one stays.
 */

/** @type {Readonly<Record<string, string>>} */
export const modelVersions = Object.freeze({});
