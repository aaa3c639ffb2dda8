/** The large matrix of the chosen step: cells, labels, crosshair, keys, zoom, with its title, caption and legend. */
import { captionOf, headName, plainText, shownTokens } from './caption_text.js';
import { createCaption } from './caption_view.js';
import { headNote, isSwitchedOff, layerNote, roleLabel } from './head_role.js';
import { createLegend } from './legend.js';
import { cellAt, placeMatrix } from './matrix_geometry.js';
import { cellAfter, zoomAfter } from './matrix_keys.js';
import { measureLabel, paintCells, paintOverlay } from './matrix_paint.js';
import { createMatrixParts, labelNodes } from './matrix_parts.js';
import { attachGestures } from './matrix_pointer.js';
import { panned, showing, WHOLE, within, zoomed } from './matrix_zoom.js';
import { roomOf, typeScale } from './matrix_room.js';
import { isNarrow } from './room.js';
import { createRowBars } from './row_bars.js';
import { shownMatrix } from './shown_matrix.js';
import { shapeOf, slicesOf, stepOf } from './steps.js';

/** @typedef {import('../types.js').Frame} Frame */
/** @typedef {{ row: number, column: number }} Cell */

/** CSS pixels: where a screen counts as narrow. */
const NARROW = 480;
/** Cells that hold no digits, and such in which a finger's screen leaves them small. */
const BARS_BELOW = { wide: 24, narrow: 28 };
/** How many times as wide as high, where a low window leaves room at the side. */
const WIDEST_CELL = 1.6;

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Actions} actions
 * @param {(step: string, column: number) => void} onNumber  another step, or another number of a vector, has been chosen
 * @returns {import('../types.js').View}
 */
export function createMatrixView(root, actions, onNumber) {
  const parts = createMatrixParts(root);
  const caption = createCaption(actions);
  const legend = createLegend(actions, caption.button);
  const bars = createRowBars((column) => choose({ ...selectedCell(), column }, false));
  parts.below.append(caption.root, legend.root);
  parts.after.append(bars.root);

  /** @type {Frame | null} */
  let frame = null;
  /** What is drawn from the frame; made anew where the trace, the step or the head changed. */
  /** @type {{ id: string, traceId: unknown, step: import('./steps.js').Step, matrix: import('./steps.js').StepMatrix, tokens: string[] } | null} */
  let shown = null;
  /** @type {import('./matrix_geometry.js').Place | null} */
  let place = null;
  /** CSS pixels there are for the whole matrix; read from the page only when that may have changed. */
  let room = { width: 0, height: 0, ratio: 1, type: 1 };
  let zoom = WHOLE;
  /** What `place` was found for: with thousands of labels that takes longer than to draw. @type {unknown[]} */
  let placedFor = [];
  let painted = '';
  /** The place on axes whose places are numbers of a vector, which the page's selection knows nothing of. */
  const local = { row: 0, column: 0 };
  /** @type {Cell | null} */
  let pointed = null;
  /** Chosen here, not yet in a frame: quick keys go on from it. @type {Cell | null} */
  let chosen = null;

  /** @returns {Cell} */
  function selectedCell() {
    if (chosen) return chosen;
    if (!frame?.selection || !shown) return { row: 0, column: 0 };
    const { step, matrix } = shown;
    const { rows, columns } = step;
    const row = rows.selects ? frame.selection[rows.selects] : local.row;
    const column = columns.selects ? frame.selection[columns.selects] : local.column;
    return { row: Math.min(row, matrix.rows - 1), column: Math.min(column, matrix.columns - 1) };
  }

  /** What is pointed at here or in any other view, where anything is. */
  function crossedCell() {
    const hover = frame?.hover;
    if (!shown || (!hover && !pointed)) return selectedCell();
    const { rows, columns } = shown.step;
    const row = rows.selects ? hover?.[rows.selects] : pointed?.row;
    const column = columns.selects ? hover?.[columns.selects] : pointed?.column;
    return { row, column };
  }

  /** @param {Cell} cell  @returns {import('./caption_text.js').CellFacts} */
  function factsOf(cell) {
    const { trace, selection } = /** @type {Frame} */ (frame);
    const { step, matrix, tokens } = /** @type {NonNullable<typeof shown>} */ (shown);
    const { layer, head } = /** @type {import('../types.js').Selection} */ (selection);
    const { headWidth, scaleFactor } = trace;
    const { temperature } = trace.request;
    const ownMask = trace.facts?.mask ?? 'none';
    const place = { step, matrix, cell, tokens, layer, head };
    return { ...place, headWidth, scaleFactor, temperature, ownMask };
  }

  /** @param {Cell} cell  @param {boolean} repeated  by a key held down */
  function choose(cell, repeated) {
    if (!frame?.selection || !shown) return;
    const { rows, columns } = shown.step;
    const before = selectedCell();
    /** @type {Partial<import('../types.js').Selection>} */
    const patch = {};
    if (rows.selects) patch[rows.selects] = cell.row;
    else local.row = cell.row;
    if (columns.selects) patch[columns.selects] = cell.column;
    else local.column = cell.column;
    if (!columns.selects) onNumber(shown.step.name, cell.column);
    if (place && zoom.scale > 1) zoom = within(showing(zoom, place, cell), place, shown.matrix);
    chosen = cell;
    const moved =
      (rows.selects && before.row !== cell.row) ||
      (columns.selects && before.column !== cell.column);
    if (moved) actions.select(patch, { history: repeated ? 'replace' : 'push' });
    else draw();
  }

  /** @param {string} key  @param {boolean} control  @param {boolean} repeated */
  function move(key, control, repeated) {
    if (!shown || !place) return false;
    const page = Math.max(1, Math.min(10, Math.floor(place.boxHeight / place.cellHeight) - 1));
    const cell = cellAfter(key, control, selectedCell(), shown.matrix, page);
    if (!cell) return false;
    const text = plainText(captionOf(factsOf(cell)));
    pointed = null;
    actions.hover(null);
    choose(cell, repeated);
    actions.announce(text);
    return true;
  }

  /** @param {number} factor  0 shows the whole matrix  @param {{ row: number, column: number }} about */
  function zoomBy(factor, about) {
    if (!place || !shown) return;
    zoom = factor === 0 ? WHOLE : zoomed(zoom, place, factor, about);
    zoom = within(zoom, placeNow(), shown.matrix);
    draw();
  }

  function readRoom() {
    const { matrix, step } = /** @type {NonNullable<typeof shown>} */ (shown);
    const rows = step.rows.selects ? matrix.rows : 0;
    const { width, height } = roomOf(parts.frame, legend.root.offsetHeight, rows);
    const before = room;
    room = { width, height, ratio: devicePixelRatio, type: typeScale(root) };
    return width !== before.width || height !== before.height || room.ratio !== before.ratio;
  }

  /** @returns {import('./matrix_geometry.js').Place} */
  function placeNow() {
    const { step, matrix, tokens } = /** @type {NonNullable<typeof shown>} */ (shown);
    const { scale, row, column } = zoom;
    const now = [step, matrix.rows, matrix.columns, tokens, room, scale, row, column];
    if (place && now.every((part, i) => part === placedFor[i])) return place;
    placedFor = now;
    place = placeMatrix({
      ...room,
      rows: matrix.rows,
      columns: matrix.columns,
      rowLabels: step.rows.selects ? tokens : null,
      columnLabels: step.columns.selects ? tokens : null,
      widest: step.rows.size === step.columns.size ? WIDEST_CELL : Infinity,
      largestCell: room.width > 800 ? 64 : 44,
      zoom,
      measure: (text, bold) => measureLabel(text, bold) * room.type,
    });
    return place;
  }

  function draw() {
    // A panel that is not shown has no room, and nothing to draw.
    if (!frame?.selection || !shown || room.width === 0) return;
    const { ratio } = room;
    const { step, matrix } = shown;
    zoom = within(zoom, placeNow(), matrix);
    const placed = placeNow();
    const { left, top, boxWidth, boxHeight, width, height } = placed;
    const boxes = [left, top, boxWidth, boxHeight, width, height];
    const cells = [shown.id, ratio, frame.theme, zoom.scale, zoom.row, zoom.column, boxes].join();
    if (cells !== painted) {
      painted = cells;
      paintCells(parts.cells, matrix, step, placed, zoom, frame.theme, ratio);
      parts.setPlace(placed, zoom.scale);
    }
    const selected = selectedCell();
    paintOverlay(
      parts.overlay,
      placed,
      zoom,
      selected,
      crossedCell(),
      parts.colours(frame.theme),
      ratio,
      room.type,
      matrix.fadedRows,
    );
    const cross = crossedCell();
    const captioned = cross.row === undefined || cross.column === undefined ? selected : cross;
    caption.update(factsOf(/** @type {Cell} */ (captioned)));
    updateBars(selected);
  }

  /** @param {Cell} selected */
  function updateBars(selected) {
    const { step, matrix, tokens } = /** @type {NonNullable<typeof shown>} */ (shown);
    const { width, cellWidth } = /** @type {NonNullable<typeof place>} */ (place);
    const enough = isNarrow(root) ? BARS_BELOW.narrow : BARS_BELOW.wide;
    if (width >= NARROW || cellWidth >= enough) return bars.update(null);
    const nameOf = (/** @type {number} */ column) =>
      step.columns.selects ? tokens[column] : String(column + 1);
    const rowName = step.rows.selects ? tokens[selected.row] : String(selected.row + 1);
    const { theme } = /** @type {Frame} */ (frame);
    bars.update({ step, matrix, cell: selected, nameOf, rowName, theme });
  }

  attachGestures(parts.grid, {
    zoomed: () => zoom.scale > 1,
    hover(point) {
      const cell = point && place && shown && cellAt(place, zoom, point, shown.matrix);
      if (pointed?.row === cell?.row && pointed?.column === cell?.column) return;
      pointed = cell;
      const { rows, columns } = /** @type {NonNullable<typeof shown>} */ (shown).step;
      if (!cell) return actions.hover(null);
      actions.hover({
        ...(rows.selects && { [rows.selects]: cell.row }),
        ...(columns.selects && { [columns.selects]: cell.column }),
      });
    },
    select(point) {
      const cell = place && shown && cellAt(place, zoom, point, shown.matrix);
      if (!cell) return;
      parts.grid.focus({ preventScroll: true });
      choose(cell, false);
    },
    zoom(factor, point) {
      if (!place) return;
      const row = zoom.row + (point.y - place.top) / place.cellHeight;
      const column = zoom.column + (point.x - place.left) / place.cellWidth;
      zoomBy(factor, { row, column });
    },
    pan(x, y) {
      if (!place || !shown) return;
      zoom = within(panned(zoom, place, x, y), place, shown.matrix);
      draw();
    },
  });
  parts.grid.addEventListener('keydown', (event) => {
    if (event.altKey || event.metaKey) return;
    const factor = event.ctrlKey ? null : zoomAfter(event.key);
    if (factor !== null) {
      const { row, column } = selectedCell();
      zoomBy(factor, { row: row + 0.5, column: column + 0.5 });
    } else if (!move(event.key, event.ctrlKey, event.repeat)) {
      return;
    }
    event.preventDefault();
  });
  parts.onMove((key) => move(key, false, false));
  parts.onWhole(() => zoomBy(0, WHOLE));
  const drawInNewRoom = () => {
    if (shown && readRoom()) draw();
  };
  // What leaves more or less room is told before the frame is on screen.
  const sizes = new ResizeObserver(drawInNewRoom);
  for (const part of [parts.frame, parts.head, parts.note, legend.root]) sizes.observe(part);
  // Whatever grows above moves the matrix. One frame later: what is drawn here changes the page's height itself.
  const page = new ResizeObserver(() => requestAnimationFrame(drawInNewRoom));
  page.observe(root.closest('.playground') ?? document.body);
  addEventListener('resize', drawInNewRoom, { signal: actions.signal });

  return {
    followsHover: true,
    wants(state, selection) {
      return slicesOf(stepOf(state.view.step, selection.head, state.request), selection);
    },

    update(next) {
      const before = frame?.selection;
      frame = next;
      chosen = null;
      const { trace, selection, state } = next;
      parts.setEmpty(selection === null);
      if (!selection) {
        shown = null;
        painted = '';
        return;
      }
      const step = stepOf(state.view.step, selection.head, trace.request);
      const { layer, head } = selection;
      const id = [trace.id, step.name, layer, head, state.view.range].join();
      if (shown?.id !== id) {
        const earlier = shown;
        const { role, matrix } = shownMatrix(step, next);
        const tokens = earlier?.traceId === trace.id ? earlier.tokens : shownTokens(trace);
        shown = { id, traceId: trace.id, step, matrix, tokens };
        const { rows, columns } = shapeOf(step, trace);
        const resized = earlier?.matrix.rows !== rows || earlier?.matrix.columns !== columns;
        if (resized) zoom = WHOLE;
        const name = step.perHead ? headName(layer, head) : `layer ${layer + 1}`;
        const off = step.perHead && isSwitchedOff(trace.request, layer, head);
        if (earlier?.step !== step) onNumber(step.name, Math.min(local.column, columns - 1));
        const isNamed = step.perHead && head >= 0 && Boolean(trace.facts?.scores);
        const label = isNamed ? roleLabel(role) : '';
        parts.setTitle(
          off ? `${name}, switched off` : name,
          label,
          labelNodes(step.label),
          rows,
          columns,
          step,
        );
        parts.setNote(
          trace.facts && (step.perHead ? headNote(trace, layer, head) : ''),
          layerNote(layer),
        );
        legend.update(step, matrix, next);
        // Reading it has the browser lay out the page, which the coming frame does anyway.
        if (resized || earlier?.step !== step) readRoom();
        // Views that stand above may grow or shrink after this one was updated.
        requestAnimationFrame(drawInNewRoom);
      } else {
        legend.update(step, shown.matrix, next);
      }
      // What was chosen in another view must not stay outside a zoomed matrix.
      const moved = before?.query !== selection.query || before?.key !== selection.key;
      if (moved && place && zoom.scale > 1) zoom = showing(zoom, place, selectedCell());
      draw();
    },
  };
}
