const encoder = new TextEncoder();

/**
 * Name, value, name, value … in UTF-8: TextEncoder turns a lone surrogate into U+FFFD, an Embind string eats its neighbour.
 * @param {Record<string, unknown>} settings
 */
export function encodePairs(settings) {
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => [encoder.encode(name), encoder.encode(String(value))]);
}
