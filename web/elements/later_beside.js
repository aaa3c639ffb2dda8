/** In place of later.js in the lite script: the later panels lie beside it. */
import { fromBeside } from './beside.js';

/** @returns {Promise<typeof import('./later_panels.js')>} */
export const bringLaterPanels = () => fromBeside('views', 'attention-playground.views.js');
