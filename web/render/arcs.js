/**
 * Arcs from one token to others over lines of chips. On one line an arc is a half ellipse above the chips; to another
 * line it runs through the gaps between lines and along the edge, so that it never crosses a chip's text.
 */

/**
 * @typedef {{ x: number, top: number, line: number }} Anchor middle of a chip's upper edge, and its line from 0
 * @typedef {{ from: Anchor, to: Anchor, width: number, colour: string, dashed?: boolean }} Arc
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ edge: number, inward: 1 | -1, lift: number }} Room edge: x of the free channel beside the chips, and the
 *   way from it to them; lift: the gap above a line
 */

/** Arcs that share a gap keep this far apart. */
const LANE = 3;
const LANES = 4;
const CORNER = 5;

/**
 * @param {CanvasRenderingContext2D} context in CSS pixels
 * @param {Arc[]} arcs the widest last: it is drawn on top
 * @param {Room} room
 */
export function drawArcs(context, arcs, room) {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  arcs.forEach((arc, index) => {
    context.beginPath();
    trace(context, arc, room, index % LANES);
    context.lineWidth = arc.width;
    context.strokeStyle = arc.colour;
    context.setLineDash(arc.dashed ? [3, 3] : []);
    context.stroke();
  });
  context.setLineDash([]);
}

/**
 * The arc under a point, the one on top first; −1 where there is none.
 * @param {CanvasRenderingContext2D} context
 * @param {Arc[]} arcs
 * @param {Room} room
 * @param {Point} point
 */
export function arcAt(context, arcs, room, { x, y }) {
  const ratio = context.getTransform().a;
  for (let index = arcs.length - 1; index >= 0; index -= 1) {
    context.beginPath();
    trace(context, arcs[index], room, index % LANES);
    context.lineWidth = Math.max(arcs[index].width, 8);
    if (context.isPointInStroke(x * ratio, y * ratio)) return index;
  }
  return -1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Arc} arc
 * @param {Room} room
 * @param {number} lane
 */
function trace(context, { from, to }, room, lane) {
  if (from.line === to.line) {
    const reach = Math.abs(to.x - from.x);
    const height = Math.min(room.lift - 4, 10 + reach / 10);
    const top = from.top - (4 / 3) * height;
    context.moveTo(from.x, from.top);
    context.bezierCurveTo(from.x, top, to.x, top, to.x, to.top);
    return;
  }
  const yFrom = from.top - 5 - lane * LANE;
  const yTo = to.top - 5 - lane * LANE;
  const edge = room.edge + room.inward * lane * LANE;
  context.moveTo(from.x, from.top);
  context.arcTo(from.x, yFrom, edge, yFrom, CORNER);
  context.arcTo(edge, yFrom, edge, yTo, CORNER);
  context.arcTo(edge, yTo, to.x, yTo, CORNER);
  context.arcTo(to.x, yTo, to.x, to.top, CORNER);
  context.lineTo(to.x, to.top);
}
