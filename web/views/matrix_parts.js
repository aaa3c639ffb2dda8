/** The elements of the large matrix, without any behaviour of their own. */
import { grouped } from '../render/number_text.js';
import { element } from './dom.js';

/** CSS pixels of height that an axis's whole title needs. */
const WHOLE_TITLE = 180;

const ARROWS = {
  ArrowLeft: ['←', 'left'],
  ArrowUp: ['↑', 'up'],
  ArrowDown: ['↓', 'down'],
  ArrowRight: ['→', 'right'],
};

/**
 * A step's label with its subscript: "W_Q".
 * @param {string} label
 * @returns {(Node | string)[]}
 */
export function labelNodes(label) {
  const [name, subscript] = label.split('_');
  return subscript ? [name, element('sub', {}, subscript)] : [name];
}

/** @param {HTMLElement} root */
export function createMatrixParts(root) {
  const note = /** @type {HTMLElement} */ (root.querySelector('#random-notice'));
  const untrained = note.textContent?.trim() ?? '';
  // What can be done about it stands behind it, put there by other views.
  const noteText = element('span', {}, untrained);
  note.replaceChildren(noteText);
  const heading = element('h2', { id: 'matrix-title' });
  const shape = element('span', { class: 'matrix-shape' });
  const head = element('div', { class: 'matrix-head' }, heading, ' ', shape);
  const cells = element('canvas', { class: 'matrix-cells' });
  const overlay = element('canvas', { class: 'matrix-overlay' });
  const rowTitle = element('span', { class: 'axis-title axis-title-rows', 'aria-hidden': 'true' });
  const columnTitle = element('span', { class: 'axis-title', 'aria-hidden': 'true' });
  const grid = element(
    'div',
    {
      class: 'matrix-grid',
      id: 'matrix-grid',
      tabindex: 0,
      role: 'application',
      'aria-roledescription': 'matrix',
      'aria-describedby': 'matrix-caption',
    },
    cells,
    overlay,
  );
  const whole = element('button', {
    type: 'button',
    class: 'matrix-small matrix-whole',
    hidden: true,
  });
  const frame = element('div', { class: 'matrix-frame' }, grid, columnTitle, rowTitle, whole);
  const pad = element('div', {
    class: 'matrix-pad',
    role: 'group',
    'aria-label': 'Move to a neighbouring cell',
  });
  for (const [key, [sign, way]] of Object.entries(ARROWS)) {
    pad.append(
      element('button', { type: 'button', 'data-key': key, 'aria-label': `Cell ${way}` }, sign),
    );
  }
  const below = element('div', { class: 'matrix-below' });
  const after = element('div', { class: 'matrix-after' }, pad);
  const empty = element(
    'p',
    { class: 'matrix-empty', hidden: true },
    'Nothing to compare yet: each token you type becomes a row that asks and a column that is asked.',
  );
  const body = element('div', { class: 'matrix-body' }, frame, below, after);
  root.prepend(head);
  root.append(body, empty);

  let rowAxis = '';
  let coloursOf = '';
  let colours = { ink: '', soft: '', accent: '', hairline: '' };

  return {
    ...{ head, note, frame, grid, cells, overlay, below, after },

    /** @param {boolean} nothing */
    setEmpty(nothing) {
      empty.hidden = !nothing;
      body.hidden = nothing;
      head.hidden = nothing;
      // A trace brings its own.
      if (nothing) note.hidden = true;
    },

    /**
     * @param {string} name  what the matrix belongs to
     * @param {string} role  what the head was measured to do
     * @param {(Node | string)[]} label  of the step
     * @param {number} rows
     * @param {number} columns
     * @param {import('./steps.js').Step} step
     */
    setTitle(name, role, label, rows, columns, step) {
      heading.replaceChildren(
        name[0].toUpperCase() + name.slice(1),
        ...(role ? [' ', element('span', { class: 'matrix-role' }, role)] : []),
      );
      const size = `${grouped(rows)} × ${grouped(columns)}`;
      shape.replaceChildren(...label, ` ${size}`);
      rowAxis = step.rows.title;
      columnTitle.textContent = `${step.columns.title} →`;
      grid.setAttribute(
        'aria-label',
        `${shape.textContent} of ${name}. Rows: ${step.rows.title}. Columns: ${step.columns.title}.`,
      );
    },

    /**
     * @param {import('./matrix_geometry.js').Place} place
     * @param {number} scale
     */
    setPlace(place, scale) {
      grid.style.setProperty('touch-action', scale > 1 ? 'none' : 'pan-x pan-y');
      frame.style.setProperty('--left', `${place.left}px`);
      const shortTitle = place.height < WHOLE_TITLE ? rowAxis.split(':')[0] : rowAxis;
      rowTitle.textContent = `← ${shortTitle}`;
      Object.assign(grid.dataset, {
        left: place.left,
        top: place.top,
        cellWidth: place.cellWidth,
        cellHeight: place.cellHeight,
      });
      whole.hidden = scale <= 1;
      whole.textContent = `${scale.toFixed(1)}× · show all`;
    },

    /**
     * What is known about the head: that it was never trained, or what it was measured to do.
     * @param {string | null} text null for a model that was never trained
     * @param {string} more on hover
     */
    setNote(text, more) {
      noteText.textContent = text ?? untrained;
      noteText.title = more;
      note.hidden = noteText.textContent === '';
    },

    /** @param {'light' | 'dark'} theme */
    colours(theme) {
      if (coloursOf !== theme) {
        coloursOf = theme;
        const style = getComputedStyle(root);
        const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
        colours = {
          ...{ ink: read('--ink'), soft: read('--ink-soft') },
          ...{ accent: read('--accent'), hairline: read('--hairline') },
        };
      }
      return colours;
    },

    /** @param {(key: string) => void} listener */
    onMove(listener) {
      pad.addEventListener('click', (event) => {
        const button = /** @type {Element} */ (event.target).closest('button');
        if (button?.dataset.key) listener(button.dataset.key);
      });
    },

    /** @param {() => void} listener */
    onWhole(listener) {
      whole.addEventListener('click', () => {
        listener();
        grid.focus({ preventScroll: true });
      });
    },
  };
}
