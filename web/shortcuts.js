/**
 * The keys that mean the same everywhere on the page.
 * @param {{ undo: () => void, redo: () => void, help: () => void }} commands
 */
export function installShortcuts({ undo, redo, help }) {
  document.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    // In fields these keys belong to the field.
    if (target.closest('textarea, input:not([type=checkbox], [type=range]), select')) return;
    const key = event.key.toLowerCase();
    const command = event.ctrlKey || event.metaKey;
    if (command && key === 'z' && !event.shiftKey) undo();
    else if (command && ((key === 'z' && event.shiftKey) || key === 'y')) redo();
    else if (event.key === '?' && !command) help();
    else return;
    event.preventDefault();
  });
}
