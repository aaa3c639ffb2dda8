/** The frame's page: one element made of the address, and the protocol with the page around it. */
import { attributeNames, readHash } from './attributes.js';
import { PROTOCOL, readMessage } from './frame_protocol.js';

const EVENTS = ['ready', 'change', 'select', 'answer', 'done', 'error'];

const playground = document.createElement('attention-playground');
/** The page around gives the frame the height that it asks for. */
let isSized = false;

/** @param {string} type @param {object} [more] */
function tell(type, more = {}) {
  if (parent === window) return;
  // Whoever frames this page is told, whatever its origin: nothing is said that it did not put there or could not see.
  parent.postMessage({ playground: PROTOCOL, type, ...more }, '*');
}

/** @param {string} hash */
function show(hash) {
  const { read, unknown } = readHash(hash);
  for (const name of attributeNames) {
    const value = read(name);
    if (value === null) playground.removeAttribute(name);
    else playground.setAttribute(name, value);
  }
  if (read('height') === null) fit();
  if (unknown.length > 0) {
    tell('error', {
      detail: { message: `The address has ${unknown.join(', ')}, which no embed has.` },
    });
  }
}

/** As high as the frame, until the page around promises to make room. */
function fit() {
  if (isSized || parent === window) playground.removeAttribute('height');
  else playground.setAttribute('height', String(Math.max(120, Math.floor(innerHeight) - 2)));
}

/** The address says how high. */
const hasHeight = () => readHash(location.hash).read('height') !== null;

function tellHeight() {
  if (isSized) tell('height', { height: Math.ceil(playground.getBoundingClientRect().height) });
}

addEventListener('message', ({ data, source }) => {
  if (source !== parent || parent === window) return;
  const message = readMessage(data);
  if (message?.type === 'show') show(message.hash);
  if (message?.type === 'resize') {
    isSized = true;
    if (!hasHeight()) fit();
    tellHeight();
  }
});
addEventListener('hashchange', () => show(location.hash));
addEventListener('resize', () => {
  if (!hasHeight() && !isSized) fit();
});
for (const type of EVENTS) {
  playground.addEventListener(type, (event) =>
    tell(type, { detail: /** @type {CustomEvent} */ (event).detail }),
  );
}
new ResizeObserver(tellHeight).observe(playground);
show(location.hash);
document.body.append(playground);
// A page that is all frame scrolls by itself.
document.documentElement.classList.toggle('top', parent === window);
tell('hello');
