/** The later panels as a script of their own, beside the lite one. */
import * as laterPanels from './later_panels.js';

/** @type {Record<string, unknown>} */ (
  /** @type {any} */ (globalThis).attentionPlaygroundParts
).views = laterPanels;
