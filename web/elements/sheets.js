/** Style sheets that all elements of the page share; constructed ones, which no policy against inline styles refuses. */

/** By their text. @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/**
 * @param {HTMLElement} inside the shadow tree that they are for
 * @param {string} text
 */
export function adoptStyles(inside, text) {
  const tree = /** @type {ShadowRoot} */ (inside.getRootNode());
  const sheet = sheets.get(text) ?? new CSSStyleSheet();
  if (!sheets.has(text)) {
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  if (!tree.adoptedStyleSheets.includes(sheet)) {
    tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
  }
}
