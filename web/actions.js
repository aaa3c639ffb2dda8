/** What views can do beyond drawing: copy, save, announce. The changes of state are app.js's. */
import { element } from './views/dom.js';

/**
 * Clipboard, or where it is refused (insecure address, frame) the old way by a hidden selection.
 * @param {string} text
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/**
 * Copies, and says so.
 * @param {(text: string) => void} announce
 * @param {(notice: { kind: 'error', text: string }) => void} notify
 */
export const createCopy =
  (announce, notify) => async (/** @type {string} */ text, /** @type {string} */ what) => {
    if (await copyText(text)) announce(`Copied ${what}`);
    else notify({ kind: 'error', text: `This browser refused to copy ${what}.` });
  };

/** @param {string} text */
function copyBySelection(text) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const area = element('textarea', { class: 'unseen', 'aria-hidden': 'true', tabindex: -1 });
  area.value = text;
  document.body.append(area);
  area.select();
  let copied;
  try {
    copied = document.execCommand('copy');
  } catch {
    copied = false;
  }
  area.remove();
  focused?.focus();
  return copied;
}

/**
 * @param {string} name
 * @param {Blob} blob
 */
export function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = element('a', { href: url, download: name });
  link.click();
  // The click only begins the download; the next task may still be reading the blob.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * A polite live region; the same words twice in a row are read twice.
 * @param {HTMLElement} region
 * @returns {(text: string) => void}
 */
export function createAnnouncer(region) {
  return (text) => {
    region.textContent = region.textContent === text ? `${text}\u00A0` : text;
  };
}
