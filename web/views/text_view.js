/** The sentence: a text field, its tokens as chips with arcs, things to try, and lines for all tokens. */
import { weightsKey } from '../state/weights_key.js';
import { createChipArcs } from './chip_arcs.js';
import { isSwitchedOff } from './head_role.js';
import { createChips } from './chips.js';
import { createControlLine } from './control_line.js';
import { element } from './dom.js';
import { createExamples } from './examples.js';
import { createGhost } from './ghost.js';
import { selectedRow } from './selected_row.js';
import { createTryLine, createUnknownLine } from './try_line.js';
import { createTokenLines } from './token_lines.js';

/**
 * @typedef {import('../types.js').Actions} Actions
 * @typedef {import('../types.js').Frame} Frame
 * @typedef {import('../types.js').State} State
 * @typedef {import('../types.js').View} View
 *
 * @typedef {object} TextCommands
 * @property {() => void} begin the field has been entered
 * @property {(text: string, at: number) => void} type a keystroke, and when it was made
 * @property {(example: import('./example_texts.js').Example) => void} openExample
 * @property {(file: File) => void} openFile
 */

/**
 * @param {HTMLElement} root
 * @param {Actions} actions
 * @param {TextCommands} commands
 * @returns {View & { show: (state: State) => void, offerExamples: ReturnType<typeof createExamples>['offer'] }}
 */
export function createTextView(root, actions, commands) {
  const examples = createExamples(commands.openExample, commands.openFile);
  const field = createField(commands);
  const tryLine = createTryLine(actions);
  const unknown = createUnknownLine(actions);
  const control = createControlLine();
  const ghost = createGhost();
  const lines = createTokenLines((end) => actions.select(end));

  /** @type {Frame | null} */
  let drawn = null;
  const chips = createChips({
    onSelect: (query) => actions.select({ query, key: strongestKey(query) }),
    onHover: actions.hover,
  });
  const empty = element(
    'p',
    { class: 'soft', hidden: true },
    'No token yet: type something above.',
  );
  const stage = element('div', { class: 'chips-stage' }, chips.list, chips.more, empty);
  const arcs = createChipArcs(stage, chips.list, chips.chips, (key) => actions.select({ key }));

  /** @param {Frame} frame */
  function drawArcs(frame) {
    const query = frame.selection?.query ?? -1;
    const weights = selectedRow(frame)?.weights ?? null;
    arcs.draw(weights, query, frame.theme, weights && ghost.of(frame, weights));
    // The layer goes on without what these arcs would fetch.
    const { layer, head } = frame.selection ?? { layer: 0, head: -1 };
    stage.classList.toggle('head-off', isSwitchedOff(frame.trace.request, layer, head));
  }

  /**
   * What the token attends to most: the cell worth looking at in its row.
   * @param {number} query
   */
  function strongestKey(query) {
    const row =
      drawn?.selection && selectedRow({ ...drawn, selection: { ...drawn.selection, query } });
    return row ? row.weights.indexOf(Math.max(...row.weights)) : query;
  }

  root.append(
    element(
      'div',
      { class: 'field' },
      element('label', { for: 'text-input' }, 'Type a sentence'),
      element('span', { class: 'field-note' }, 'What you type stays in this browser.'),
      examples.button,
      field.input,
    ),
    element(
      'div',
      { class: 'tokens' },
      stage,
      unknown.line,
      control.line,
      tryLine.line,
      lines.panel,
    ),
    examples.menu,
  );

  const observer = new ResizeObserver(() => {
    if (!drawn) return;
    arcs.measure();
    drawArcs(drawn);
    lines.draw(drawn);
  });
  // The list may grow inside a stage that scrolls.
  for (const measured of [stage, chips.list]) observer.observe(measured);

  return {
    followsHover: true,
    offerExamples: examples.offer,
    wants: (_state, selection) => [weightsKey(selection), ['allowed']],
    update(frame) {
      const newTokens = drawn?.trace.id !== frame.trace.id;
      const newQuery = newTokens || drawn?.selection?.query !== frame.selection?.query;
      const samePicture =
        !newTokens &&
        drawn?.theme === frame.theme &&
        drawn.state.view === frame.state.view &&
        drawn.stale === frame.stale;
      drawn = frame;
      if (!samePicture) {
        if (newTokens) chips.setTokens(frame.trace.tokens);
        if (newTokens) unknown.show(frame.trace);
        control.show(frame);
        empty.hidden = frame.trace.length > 0;
        chips.shade(frame);
        if (newTokens) arcs.measure();
        if (frame.selection && newQuery) arcs.reveal(frame.selection.query);
        drawArcs(frame);
        lines.draw(frame);
      }
      chips.highlight(frame.hover);
    },
    show(state) {
      field.show(state.request.text);
      tryLine.show(state);
    },
  };
}

/** @param {Pick<TextCommands, 'begin' | 'type'>} commands */
function createField({ begin, type }) {
  const input = element('textarea', {
    id: 'text-input',
    rows: 1,
    dir: 'auto',
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
  });
  // An input method shows half-finished characters: nothing is computed until it has settled on the text.
  let composing = false;
  const growsByItself = CSS.supports('field-sizing', 'content');

  function grow() {
    if (growsByItself) return;
    input.style.setProperty('height', 'auto');
    input.style.setProperty('height', `${input.scrollHeight + 2}px`);
  }

  /** @param {Event} event */
  function typed(event) {
    grow();
    if (!composing) type(input.value, event.timeStamp);
  }

  input.addEventListener('focus', begin);
  input.addEventListener('input', typed);
  input.addEventListener('compositionstart', () => (composing = true));
  input.addEventListener('compositionend', (event) => {
    composing = false;
    typed(event);
  });

  return {
    input,
    /** @param {string} text */
    show(text) {
      if (composing || input.value === text) return;
      input.value = text;
      grow();
    },
  };
}
