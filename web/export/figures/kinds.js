/** The figures that there are, by the names of the page's parts. */

export const FIGURES = Object.freeze(
  /** @type {const} */ ([
    { name: 'matrix', label: 'the matrix' },
    { name: 'heads', label: 'all heads' },
    { name: 'text', label: 'tokens and arcs' },
    { name: 'lines', label: 'tokens and lines' },
    { name: 'cell', label: 'this cell, by hand' },
    { name: 'pipeline', label: 'all steps' },
  ]),
);

/** @typedef {(typeof FIGURES)[number]['name']} FigureName */

/** What the mean of the heads has none of. @param {FigureName} name */
export const needsHead = (name) => name === 'cell';
