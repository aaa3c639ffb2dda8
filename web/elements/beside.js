/**
 * What lies beside the element's script and is fetched when it is first needed: classic scripts, since these can be
 * loaded from a file and in a sandboxed frame, where fetch() cannot. Each leaves what it holds under its name.
 */

const page = /** @type {{ attentionPlaygroundParts?: Record<string, any> }} */ (globalThis);
const arrived = (page.attentionPlaygroundParts ??= {});

const scriptUrl = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? '';
/** The folder of the script; '' where it stands in the page itself. */
export const base = scriptUrl && new URL('.', scriptUrl).href;

/** @type {Map<string, Promise<any>>} */
const coming = new Map();

/**
 * @param {string} name
 * @param {string} file
 * @returns {Promise<any>} what the script left
 */
export function fromBeside(name, file) {
  const known = coming.get(name);
  if (known) return known;
  const promise = new Promise((resolve, reject) => {
    if (name in arrived) return resolve(arrived[name]);
    if (!base) {
      return reject(
        new Error(
          `${file} lies beside the element’s script; a script without an address has none.`,
        ),
      );
    }
    const script = document.createElement('script');
    script.src = base + file;
    script.addEventListener('load', () => {
      script.remove();
      resolve(arrived[name]);
    });
    script.addEventListener('error', () => {
      script.remove();
      coming.delete(name);
      reject(
        new Error(`${script.src} could not be loaded; it has to lie beside the element’s script.`),
      );
    });
    document.head.append(script);
  });
  coming.set(name, promise);
  return promise;
}
