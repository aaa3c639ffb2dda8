import { element } from '../views/dom.js';

/** Sheets that have been asked for, by address. @type {Map<string, Promise<unknown>>} */
const coming = new Map();

/** @param {URL} url */
function fetchSheet(url) {
  const style = element('link', { rel: 'stylesheet', href: url.href });
  const arrived = new Promise((resolve) => {
    for (const type of ['load', 'error']) style.addEventListener(type, resolve);
  });
  document.head.append(style);
  coming.set(url.href, arrived);
  return arrived;
}

/** @param {URL} url of a style sheet that is fetched once */
export const sheetArrives = (url) => coming.get(url.href) ?? fetchSheet(url);

/**
 * A part of the page that is not seen before its style has come.
 * @param {HTMLElement} root
 * @param {URL} url of the style sheet
 */
export function createStyled(root, url) {
  const body = element('div', { hidden: true });
  sheetArrives(url).then(() => (body.hidden = false));
  root.append(body);
  return body;
}
