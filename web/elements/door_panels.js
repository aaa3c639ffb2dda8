/** Writing and training, in an embed: fetched from beside the script when they come into sight, with the whole core. */
import { fromBeside } from './beside.js';
import { element } from '../views/dom.js';

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../doors/doors.js').Door} Door */

const DOORS = /** @type {const} */ (['write', 'train']);

/**
 * @param {ReadonlyMap<string, HTMLElement>} roots
 * @param {import('../types.js').Actions} actions
 */
export function createDoorPanels(roots, actions) {
  const names = DOORS.filter((name) => roots.has(name));
  /** @type {Map<string, Door>} */
  const doors = new Map();
  /** @type {Promise<unknown> | null} */
  let coming = null;
  /** @type {[State, 'light' | 'dark'] | null} */
  let shown = null;
  let isVisible = false;
  let isOver = false;
  /** @type {(() => void)[]} */
  const endings = [];

  async function bring() {
    const root = /** @type {HTMLElement} */ (roots.get(names[0]));
    const waiting = element('p', { class: 'soft' }, 'fetching …');
    root.append(waiting);
    try {
      const more = await fromBeside('more', 'attention-playground.more.js');
      waiting.remove();
      if (isOver) return;
      for (const name of names) {
        const { door, end } = await more.createDoor(name, roots.get(name), actions);
        doors.set(name, door);
        endings.push(end);
      }
      show();
    } catch (error) {
      coming = null;
      waiting.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  function show() {
    if (!shown) return;
    const [state, theme] = shown;
    for (const [name, door] of doors) {
      const view = { ...state.view, door: isVisible ? /** @type {'write'} */ (name) : 'none' };
      door.show({ ...state, view: /** @type {any} */ (view) }, theme);
    }
  }

  return {
    /** @param {State} state @param {'light' | 'dark'} theme */
    show(state, theme) {
      shown = [state, theme];
      show();
    },
    /** @param {boolean} visible */
    setVisible(visible) {
      isVisible = visible;
      if (visible && names.length > 0) coming ??= bring();
      show();
    },
    whenReady: async () => coming,
    end() {
      isOver = true;
      for (const end of endings) end();
    },
  };
}
