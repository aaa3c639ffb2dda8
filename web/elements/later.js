/** Where the later panels come from; the lite script's build puts later_beside.js in place of this. */
import * as laterPanels from './later_panels.js';

export const bringLaterPanels = async () => laterPanels;
