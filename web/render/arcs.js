/**
 * Arcs from one token to others over lines of chips. On one line an arc is a bow above the chips; to another line it runs
 * through the gaps between lines and along the edge, so that it never crosses a chip's text, and bends as widely as these
 * let it.
 */

/**
 * @typedef {{ x: number, top: number, line: number }} Anchor middle of a chip's upper edge, and its line from 0
 * @typedef {{ from: Anchor, to: Anchor, width: number, colour: string, dashed?: boolean }} Arc
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ edge: number, inward: 1 | -1, lift: number, sky: number }} Room edge: x of the free channel beside the
 *   chips, and the way from it to them; lift: the gap above a line; sky: above the first
 */

/** Arcs that share a gap keep this far apart. */
const LANE = 3;
const LANES = 4;
/** Where the arc leaves the channel it bends above the first chip; its text begins further inside. */
const BEND = { across: 30, down: 18 };

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
    const reach = to.x - from.x;
    const width = Math.abs(reach);
    const height = Math.min((from.line === 0 ? room.sky : room.lift) - 4, 10 + width / 10);
    const top = from.top - (4 / 3) * height;
    // Upright at its ends a low one would look like a box.
    const lean = Math.sign(reach) * Math.max(0, width / 4 - height);
    context.moveTo(from.x, from.top);
    context.bezierCurveTo(from.x + lean, top, to.x - lean, top, to.x, to.top);
    return;
  }
  const edge = room.edge + room.inward * lane * LANE;
  const [up, down] = [from, to].map(({ x, top, line }) => {
    const y = top - 5 - lane * LANE - (line === 0 ? (room.sky - room.lift) / 2 : 0);
    const level = (x + edge) / 2;
    const across = Math.min(BEND.across - lane * LANE, Math.abs(level - edge));
    return { y, level, turn: edge + room.inward * across };
  });
  const deep = Math.sign(down.y - up.y) * BEND.down;
  context.moveTo(from.x, from.top);
  context.quadraticCurveTo(from.x, up.y, up.level, up.y);
  context.lineTo(up.turn, up.y);
  context.quadraticCurveTo(edge, up.y, edge, up.y + deep);
  context.lineTo(edge, down.y - deep);
  context.quadraticCurveTo(edge, down.y, down.turn, down.y);
  context.lineTo(down.level, down.y);
  context.quadraticCurveTo(to.x, down.y, to.x, to.top);
}
