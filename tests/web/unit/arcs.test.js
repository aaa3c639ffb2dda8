import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawArcs } from '../../../web/render/arcs.js';

/** @typedef {import('../../../web/render/arcs.js').Anchor} Anchor */
/** @typedef {{ x: number, y: number }} Point */

/** CSS pixels, as on a phone: the strip beside the chips, a chip, what is free above the first line and the next. */
const STRIP = 14;
const CHIP = { width: 60, height: 32, gap: 8 };
const SKY = 30;
const GAP = 18;
const ROOM = { edge: 4, inward: /** @type {1} */ (1), lift: 16, sky: SKY };
const STEPS = 40;
/** Of the widest arc. */
const HALF_STROKE = 3.5;

/** Lines of five chips. @type {Anchor[]} */
const anchors = Array.from({ length: 20 }, (_, index) => {
  const line = Math.floor(index / 5);
  return {
    x: STRIP + (index % 5) * (CHIP.width + CHIP.gap) + CHIP.width / 2,
    top: SKY + line * (CHIP.height + GAP),
    line,
  };
});

/** A context that keeps each arc's way as points, and how much of it is straight. */
function createRecorder() {
  /** @type {{ points: Point[], straight: number }[]} */
  const ways = [];
  const now = () => ways[ways.length - 1];
  const last = () => now().points[now().points.length - 1];
  /** @param {Point[]} controls the last is the end */
  function curve(...controls) {
    const all = [last(), ...controls];
    for (let step = 1; step <= STEPS; step += 1) {
      let points = all;
      while (points.length > 1) {
        points = points.slice(1).map((to, index) => between(points[index], to, step / STEPS));
      }
      now().points.push(points[0]);
    }
  }
  const context = {
    beginPath: () => ways.push({ points: [], straight: 0 }),
    moveTo: (/** @type {number} */ x, /** @type {number} */ y) => now().points.push({ x, y }),
    lineTo(/** @type {number} */ x, /** @type {number} */ y) {
      now().straight += distance(last(), { x, y });
      curve({ x, y });
    },
    quadraticCurveTo: (/** @type {number[]} */ ...[x1, y1, x, y]) =>
      curve({ x: x1, y: y1 }, { x, y }),
    bezierCurveTo: (/** @type {number[]} */ ...[x1, y1, x2, y2, x, y]) =>
      curve({ x: x1, y: y1 }, { x: x2, y: y2 }, { x, y }),
    setLineDash() {},
    stroke() {},
  };
  return { ways, context: /** @type {any} */ (context) };
}

/** @param {Point} one @param {Point} other @param {number} share */
const between = (one, other, share) => ({
  x: one.x + (other.x - one.x) * share,
  y: one.y + (other.y - one.y) * share,
});

/** @param {Point} one @param {Point} other */
const distance = (one, other) => Math.hypot(other.x - one.x, other.y - one.y);

/** @param {Point[]} points */
const lengthOf = (points) =>
  points.slice(1).reduce((sum, to, index) => sum + distance(points[index], to), 0);

/** From one chip to every other, in every lane. @param {Anchor} from */
function drawAllFrom(from) {
  const { ways, context } = createRecorder();
  const arcs = anchors.filter((to) => to !== from).map((to) => ({ from, to }));
  for (let lane = 0; lane < 4; lane += 1) {
    const shifted = [...arcs.slice(lane), ...arcs.slice(0, lane)];
    drawArcs(
      context,
      shifted.map((arc) => ({ ...arc, width: 7, colour: '' })),
      ROOM,
    );
  }
  return ways;
}

/** @param {Point} point */
const isOnText = ({ x, y }) =>
  anchors.some(
    (chip) =>
      Math.abs(x - chip.x) < CHIP.width / 2 - 8 + HALF_STROKE &&
      y > chip.top + 6 - HALF_STROKE &&
      y < chip.top + CHIP.height - 6 + HALF_STROKE,
  );

test('no arc crosses a chip’s text or leaves the room, however wide it is', () => {
  for (const from of anchors) {
    for (const { points } of drawAllFrom(from)) {
      const wrong = points.find(
        (point) => isOnText(point) || point.y < HALF_STROKE || point.x < HALF_STROKE,
      );
      assert.equal(wrong, undefined, JSON.stringify({ from, wrong }));
    }
  }
});

test('a wide arc is a bow, not a box: it rises and falls on its way', () => {
  const [first, , , , last] = anchors.slice(5, 10);
  const { ways, context } = createRecorder();
  drawArcs(context, [{ from: first, to: last, width: 1, colour: '' }], ROOM);
  const { points } = ways[0];
  const heights = points.map(({ y }) => first.top - y);
  const peak = Math.max(...heights);
  assert.ok(peak > 8 && peak < ROOM.lift, `${peak} px`);
  const eighth = points.findIndex(({ x }) => x > first.x + (last.x - first.x) / 8);
  assert.ok(heights[eighth] < 0.6 * peak, `${heights[eighth]} of ${peak} px`);
});

test('an arc to the next line bends for most of its way', () => {
  const { ways, context } = createRecorder();
  drawArcs(context, [{ from: anchors[6], to: anchors[1], width: 1, colour: '' }], ROOM);
  const [{ points, straight }] = ways;
  assert.ok(straight < 0.4 * lengthOf(points), `${straight} of ${lengthOf(points)} px`);
});
