/** The mask's parts as checkboxes with their numbers, in a popover. Its text is the one that links and commands use. */
import { formatMask, maskInWords, noMask, parseMask } from '../state/mask.js';
import { grouped } from '../render/number_text.js';
import { setOrRemove, setUnlessTyping } from './control.js';
import { element } from './dom.js';
import { attachPopover } from './popover.js';
import { term } from './terms.js';

/** @typedef {import('../state/mask.js').MaskParts} MaskParts */

/**
 * @param {string} id
 * @param {string} label
 * @param {Record<string, string | number>} attributes
 */
function numberField(id, label, attributes) {
  return element('input', { id, 'aria-label': label, class: 'small-number', ...attributes });
}

const whole = { type: 'number', min: 1, max: 4096, step: 1 };

/** @param {(mask: string) => void} onChange */
export function createMaskMenu(onChange) {
  const button = element('button', { type: 'button', id: 'controls-mask', class: 'value' });
  const menu = element('div', {
    id: 'controls-mask-menu',
    class: 'mask-menu',
    role: 'group',
    'aria-label': 'Mask',
  });
  const window = numberField('controls-window', 'size of the window', { ...whole, value: 4 });
  const steps = numberField('controls-dilated', 'size of the dilated window', {
    ...whole,
    value: 4,
  });
  const stride = numberField('controls-stride', 'step of the dilated window', {
    ...whole,
    value: 2,
  });
  const positions = numberField('controls-global', 'positions, counted from 0', {
    type: 'text',
    inputmode: 'numeric',
    value: '0',
    class: 'positions',
  });
  /** N, once it is known. */
  let length = Infinity;
  const boxes = {
    causal: checkbox('causal: nothing that comes later'),
    noself: checkbox('not itself'),
    window: checkbox('window: closer than', window, 'tokens'),
    dilated: checkbox('dilated: fewer than', steps, 'steps away, in steps of', stride),
    global: checkbox('global: seen by all and seeing all, positions', positions),
    bits: checkbox('painted, cell by cell, in the link that you opened'),
  };
  const text = element('output', { class: 'mask-text' });
  const none = element('button', { type: 'button', class: 'link' }, 'allow everything');
  const sums = element('p', { class: 'soft' });
  /** The painted part cannot be made here, only kept. @type {string | null} */
  let painted = null;

  menu.append(
    element('p', { class: 'menu-title' }, 'Which tokens may a token attend to? The ', term('mask')),
    ...Object.values(boxes).map(({ row }) => row),
    sums,
    element('p', { class: 'mask-last' }, element('span', {}, 'as text ', text), none),
  );
  attachPopover(button, menu);

  /** Says beside every number what is wrong with it.  @returns {boolean} whether nothing is */
  function check() {
    const wholes = [wholeFault(window), wholeFault(steps) || wholeFault(stride)];
    const faults = [wholes[0], wholes[1], positionsFault(positions.value)];
    const parts = [boxes.window, boxes.dilated, boxes.global];
    parts.forEach(({ input, say }, i) => say(input.checked ? faults[i] : '', true));
    const fine = parts.every(({ input }, i) => !input.checked || faults[i] === '');
    if (fine && boxes.global.input.checked) {
      boxes.global.say(beyondText(positions.value, length), false);
    }
    return fine;
  }

  /** @returns {MaskParts} */
  function read() {
    const from = noMask();
    from.causal = boxes.causal.isAsked();
    from.noself = boxes.noself.isAsked();
    if (boxes.window.input.checked) from.window = Number(window.value);
    if (boxes.dilated.input.checked) from.dilated = [Number(steps.value), Number(stride.value)];
    if (boxes.global.input.checked) {
      from.global = piecesOf(positions.value).map(Number);
    }
    if (boxes.bits.input.checked) from.bits = painted;
    return from;
  }

  menu.addEventListener('input', () => {
    if (check()) onChange(formatMask(read()));
  });
  none.addEventListener('click', () => onChange('none'));

  let shown = noMask();
  /** What a trained model forbids whatever is chosen here. */
  let own = noMask();

  /** What is in force: what was asked for, cut by the model's own mask. */
  function showInForce() {
    const inForce = {
      ...shown,
      causal: shown.causal || own.causal,
      noself: shown.noself || own.noself,
    };
    boxes.causal.show(inForce.causal, own.causal);
    boxes.noself.show(inForce.noself, own.noself);
    button.textContent = maskInWords(inForce);
    text.textContent = formatMask(inForce);
  }

  return {
    button,
    menu,
    /** @param {string} mask */
    show(mask) {
      const parts = parseMask(mask) ?? noMask();
      painted = parts.bits ?? painted;
      shown = parts;
      showInForce();
      boxes.window.input.checked = parts.window !== null;
      boxes.dilated.input.checked = parts.dilated !== null;
      boxes.global.input.checked = parts.global !== null;
      boxes.bits.input.checked = parts.bits !== null;
      boxes.bits.row.hidden = painted === null;
      const cuts = painted === null ? 'causal and not itself' : 'causal, not itself and painted';
      sums.textContent = `Window, dilated and global add up; ${cuts} cut.`;
      if (parts.window !== null) setUnlessTyping(window, String(parts.window));
      if (parts.dilated) {
        setUnlessTyping(steps, String(parts.dilated[0]));
        setUnlessTyping(stride, String(parts.dilated[1]));
      }
      if (parts.global) setUnlessTyping(positions, parts.global.join(','));
      none.hidden = mask === 'none';
      check();
    },
    /** @param {string} mask  of a trained model */
    showOwn(mask) {
      own = parseMask(mask) ?? noMask();
      showInForce();
    },
    /** @param {number} tokens  of the text that is shown */
    showLength(tokens) {
      if (tokens === length) return;
      length = tokens;
      check();
    },
  };
}

const WHOLE = /^\d{1,9}$/;

/** @param {HTMLInputElement} field */
function wholeFault({ value }) {
  if (WHOLE.test(value) && Number(value) >= 1) return '';
  return value === ''
    ? 'a whole number from 1 is missing here'
    : `${value} is not a whole number from 1`;
}

/** @param {string} text */
const piecesOf = (text) => text.split(/[\s,]+/).filter((piece) => piece !== '');

/** @param {string} text */
function positionsFault(text) {
  const pieces = piecesOf(text);
  const bad = pieces.find((piece) => !WHOLE.test(piece));
  if (bad !== undefined) return `“${bad}” is not a position: write numbers from 0, as in 0, 5`;
  return pieces.length > 0 ? '' : 'a position is missing here; the first token is 0';
}

/** Positions that a longer text would have are allowed, and do nothing. @param {string} text @param {number} length */
function beyondText(text, length) {
  const beyond = piecesOf(text).filter((piece) => Number(piece) >= length);
  if (beyond.length === 0) return '';
  const tokens = length === 1 ? '1 token' : `${grouped(length)} tokens`;
  return `${beyond.join(', ')} ${beyond.length === 1 ? 'is' : 'are'} beyond this text of ${tokens}`;
}

/**
 * @param {string} label
 * @param {...(string | HTMLInputElement)} rest
 */
function checkbox(label, ...rest) {
  const input = element('input', { type: 'checkbox' });
  const row = element('div', { class: 'mask-part' });
  const built = element('span', { class: 'soft', hidden: true }, ' (this model was built so)');
  row.append(element('label', {}, input, ` ${label}`, built), ' ');
  const fields = rest.filter((part) => part instanceof HTMLInputElement);
  for (const part of rest) {
    // A number typed for a part means that the part is wanted.
    if (part instanceof HTMLInputElement) {
      part.addEventListener('input', () => (input.checked = true));
      row.append(part);
    } else {
      row.append(` ${part} `);
    }
  }
  const note = element('div', { class: 'mask-note', role: 'status' });
  if (fields.length > 0) {
    note.id = `${fields[0].id}-note`;
    row.append(note);
  }
  return {
    row,
    input,
    /** Whether it was chosen here. */
    isAsked: () => input.checked && !input.disabled,
    /**
     * @param {boolean} isInForce
     * @param {boolean} isBuiltIn  then it is nothing to choose
     */
    show(isInForce, isBuiltIn) {
      input.checked = isInForce;
      input.disabled = isBuiltIn;
      built.hidden = !isBuiltIn;
    },
    /**
     * @param {string} text  '' where there is nothing to say
     * @param {boolean} isFault
     */
    say(text, isFault) {
      if (note.textContent !== text) note.textContent = text;
      for (const field of fields) {
        setOrRemove(field, 'aria-invalid', isFault && text !== '' ? 'true' : '');
        setOrRemove(field, 'aria-describedby', text === '' ? '' : note.id);
      }
    },
  };
}
