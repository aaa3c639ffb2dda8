/** The views of an embed's sections: the matrices at once, the others when they have come. */
import { createHeadsView } from '../views/heads_view.js';
import { createMatrixView } from '../views/matrix_view.js';
import { createDoorPanels } from './door_panels.js';
import { bringLaterPanels } from './later.js';

/**
 * @typedef {import('../types.js').View} View
 * @typedef {import('../types.js').Actions} Actions
 */

/** What needs more than the matrices' views. */
const LATER = ['row', 'pipeline-strip', 'cell', 'pipeline'];

/** What can be offered without. */
const AT_ONCE = ['text', 'cell', 'ablate'];

/**
 * @param {ReturnType<typeof import('./sections.js').createSections>} sections
 * @param {Actions} actions
 */
export function createPanels({ roots, showsChips }, actions) {
  /** @type {(...chosen: [step: string, column: number]) => void} */
  let explain = () => {};
  /** @type {(() => View)[]} */
  const makers = [];
  const [matrix, heads] = [roots.get('matrix'), roots.get('heads')];
  if (matrix) {
    makers.push(() => createMatrixView(matrix, actions, (...chosen) => explain(...chosen)));
  }
  if (heads) makers.push(() => createHeadsView(heads, actions));
  return {
    makers,
    /**
     * @param {ReadonlySet<string>} controls that are offered
     * @param {import('./attributes.js').Offer} offer
     */
    needsLater: (controls, { ask, isPresentation }) =>
      ask.length > 0 ||
      isPresentation ||
      LATER.some((name) => roots.has(name)) ||
      [...controls].some((name) => !AT_ONCE.includes(name)),
    async bringLater() {
      const { createLaterPanels } = await bringLaterPanels();
      const later = createLaterPanels(roots, actions, showsChips);
      ({ explain } = later);
      return later;
    },
    ...createDoorPanels(roots, actions),
  };
}
