/** The smallest module with a SIMD instruction: () → v128 with i8x16.splat and i8x16.popcnt. */
const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/**
 * What this browser lacks for computing, as a sentence for people; empty where nothing is missing.
 * @param {{ Worker?: unknown, WebAssembly?: { validate: (bytes: Uint8Array<ArrayBuffer>) => boolean } }} browser
 */
export function missingSupport(browser) {
  if (!browser.Worker) {
    return 'This browser has no Web Workers, in which the playground computes; a current browser shows the numbers.';
  }
  if (!browser.WebAssembly) {
    return 'WebAssembly is missing or switched off in this browser; the playground computes with it. A current browser, or its normal security level, shows the numbers.';
  }
  if (!browser.WebAssembly.validate(simdModule)) {
    return 'This browser’s WebAssembly has no SIMD instructions, which the playground needs; any browser from 2023 or later has them.';
  }
  return '';
}
