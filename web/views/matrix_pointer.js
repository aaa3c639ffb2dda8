/**
 * Mouse, pen and fingers on the large matrix: hovering shows, a click or tap selects, Ctrl+wheel and two fingers zoom,
 * dragging pans what is zoomed. The plain wheel and one finger scroll the page.
 */

/** @typedef {{ x: number, y: number }} Point  CSS pixels from the element's corner */

/**
 * @typedef {object} Gestures
 * @property {(point: Point | null) => void} hover  null: the pointer left
 * @property {(point: Point) => void} select
 * @property {(factor: number, about: Point) => void} zoom
 * @property {(x: number, y: number) => void} pan
 * @property {() => boolean} zoomed
 */

/** CSS pixels that a pressed pointer may move and still click. */
const SLACK = 5;

/**
 * @param {HTMLElement} element
 * @param {Gestures} gestures
 */
export function attachGestures(element, gestures) {
  const pointOf = (/** @type {{ clientX: number, clientY: number }} */ at) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: at.clientX - left, y: at.clientY - top };
  };
  attachPointer(element, gestures, pointOf);
  attachPinch(element, gestures, pointOf);
  element.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const turned = Math.max(-120, Math.min(120, event.deltaY * lines));
      gestures.zoom(Math.exp(-turned / 300), pointOf(event));
    },
    { passive: false },
  );
}

/**
 * @param {HTMLElement} element
 * @param {Gestures} gestures
 * @param {(event: PointerEvent | MouseEvent) => Point} pointOf
 */
function attachPointer(element, gestures, pointOf) {
  /** @type {{ id: number, at: Point, moved: boolean } | null} */
  let press = null;
  let dragged = false;

  element.addEventListener('pointerdown', (event) => {
    dragged = false;
    press = null;
    // A second finger is a pinch, not a drag.
    if (event.button !== 0 || !event.isPrimary || !gestures.zoomed()) return;
    press = { id: event.pointerId, at: pointOf(event), moved: false };
  });
  element.addEventListener('pointermove', (event) => {
    const point = pointOf(event);
    if (press?.id !== event.pointerId) {
      if (event.pointerType !== 'touch') gestures.hover(point);
      return;
    }
    const [x, y] = [point.x - press.at.x, point.y - press.at.y];
    if (!press.moved && Math.hypot(x, y) < SLACK) return;
    if (!press.moved) element.setPointerCapture(event.pointerId);
    press = { id: press.id, at: point, moved: true };
    dragged = true;
    gestures.pan(x, y);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    element.addEventListener(end, () => (press = null));
  }
  element.addEventListener('pointerleave', () => gestures.hover(null));
  element.addEventListener('click', (event) => {
    if (!dragged) gestures.select(pointOf(event));
  });
}

/**
 * @param {HTMLElement} element
 * @param {Gestures} gestures
 * @param {(touch: Touch) => Point} pointOf
 */
function attachPinch(element, gestures, pointOf) {
  let apart = 0;
  const measure = (/** @type {TouchEvent} */ event) => {
    const [one, other] = [pointOf(event.touches[0]), pointOf(event.touches[1])];
    const middle = { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
    return { distance: Math.hypot(one.x - other.x, one.y - other.y), middle };
  };
  const start = (/** @type {TouchEvent} */ event) => {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    apart = measure(event).distance;
  };
  const move = (/** @type {TouchEvent} */ event) => {
    if (event.touches.length !== 2 || apart === 0) return;
    event.preventDefault();
    const { distance, middle } = measure(event);
    gestures.zoom(distance / apart, middle);
    apart = distance;
  };
  element.addEventListener('touchstart', start, { passive: false });
  element.addEventListener('touchmove', move, { passive: false });
  element.addEventListener('touchend', () => (apart = 0));
}
