/** The page's words that explain themselves; term_definitions.js says what they mean. */

/**
 * A word that explains itself.
 * @param {string} name one of the definitions
 * @param {string} [label] what is written, if not the name
 * @returns {HTMLButtonElement}
 */
export function term(name, label = name) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'term';
  button.dataset.term = name;
  button.textContent = label;
  return button;
}
