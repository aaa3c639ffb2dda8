/** The Write door: the writer and the bigram write on from the same words, and show what each word was drawn from. */
import { OWN_MODEL } from '../state/url.js';
import { END, spelled, storiesIn, withoutSign } from '../views/spelling.js';
import { treeOf } from '../views/dom.js';
import { createLearner } from '../worker/learner_client.js';
import { writeStyleUrl } from './style_url.js';
import { createStyled } from './styled.js';
import { createWriteBars } from './write_bars.js';
import { createWriteChips } from './write_chips.js';
import { createWriteControls } from './write_controls.js';
import { createWriteHeads } from './write_heads.js';
import { createWriteLayout } from './write_layout.js';
import { createBigramMatrix } from './write_matrix.js';
import { createPlayer } from './write_player.js';
import { formatSettings, parseSettings, promptFrom, SPEEDS } from './write_settings.js';
import { createStory } from './write_story.js';

/** @typedef {import('./write_settings.js').Settings} Settings */

/** Settings that change what is written. */
const DICE = /** @type {const} */ (['seed', 'temperature', 'topK', 'topP']);

/** @type {import('./doors.js').DoorModule['createDoor']} */
export function createDoor(
  root,
  { actions, ownModel = () => undefined, learner = createLearner() },
) {
  const story = createStory(learner);
  /** @type {import('../types.js').ModelFacts | null} */
  let facts = null;
  /** What the address says. @type {Settings & { prompt: string }} */
  let settings = { ...parseSettings('').settings, prompt: '' };
  /** What the words were written with. */
  let applied = settings;
  let isReady = false;
  /** The word whose row is shown; −1: the next one. */
  let selected = -1;
  /** Only the newest row is drawn. */
  let drawing = 0;
  /** @type {'light' | 'dark'} */
  let theme = 'light';
  let address = '';
  let isStarted = false;
  /** The visitor's model, while it is the page's. @type {Uint8Array | null} */
  let own = null;

  const nameOf = (/** @type {number} */ id) =>
    id === END ? 'the end' : withoutSign(facts?.words[id] ?? '');
  const chips = createWriteChips((index) => {
    selected = index === story.words.length ? -1 : index;
    drawRow();
  });
  const heads = createWriteHeads((head) => set({ head }, 'replace'));
  const writerBars = createWriteBars('The writer’s next word', choose);
  const bigramBars = createWriteBars('The bigram’s next word', null);
  const matrix = createBigramMatrix(nameOf, actions.announce, 'write');
  const player = createPlayer({
    advance,
    isFull: () => story.isFull,
    speed: () => SPEEDS[settings.speed],
    onChange: showPlaying,
  });
  const controls = createWriteControls({
    set,
    play: () => (player.isPlaying ? player.pause() : play()),
    step: () => advance(),
    reset() {
      player.pause();
      beginAgain();
    },
    look() {
      player.pause();
      const { words } = story;
      const end = words.length - Number(words[words.length - 1]?.id === END);
      actions.setRequest({
        text: story.textBefore(end),
        model: story.isOwn ? OWN_MODEL : 'writer',
        ablate: 'none',
      });
      treeOf(root).getElementById('text')?.scrollIntoView();
    },
  });
  const layout = createWriteLayout(createStyled(root, writeStyleUrl), {
    ...{ controls, chips, heads, writerBars, bigramBars, matrix },
    close() {
      actions.setView({ door: 'none' });
      treeOf(root).getElementById('header-write')?.focus();
    },
    startAgain() {
      learner.end();
      startAnew();
    },
  });

  /** @param {Partial<Settings>} patch  @param {'push' | 'replace'} history */
  function set(patch, history) {
    actions.setView({ write: formatSettings({ ...settings, ...patch }) }, { history });
  }

  /**
   * Does what needs the worker, and says what went wrong.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T | null>}
   */
  async function attempt(work) {
    try {
      return await work();
    } catch (error) {
      player.pause();
      layout.showError(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  async function start() {
    isReady = false;
    layout.showError('');
    showPlaying();
    await attempt(async () => {
      facts = await story.open(own);
      heads.setFacts(facts);
      layout.showFacts(facts, story.isOwn);
      applied = settings;
      await (story.words.length > 0 ? story.writeAgain(settings) : story.begin(settings));
      isReady = true;
      draw();
      if (applied !== settings) apply();
      matrix.setCounts(await story.openBigram());
      draw();
    });
  }

  function startAnew() {
    player.pause();
    story.forget();
    start();
  }

  /** Lets the words follow the settings. */
  function apply() {
    if (!isReady) return;
    const before = applied;
    applied = settings;
    if (before.prompt !== settings.prompt) {
      player.pause();
      beginAgain();
    } else if (DICE.some((name) => before[name] !== settings[name])) {
      attempt(() => story.writeAgain(settings)).then(draw);
    } else {
      drawRow();
    }
  }

  function beginAgain() {
    selected = -1;
    attempt(() => story.begin(settings)).then(draw);
  }

  /** @param {number} id */
  async function choose(id) {
    const index = selected < 0 ? story.words.length : selected;
    if (story.words[index]?.id === id) return;
    player.pause();
    selected = -1;
    await attempt(() => story.choose(index, id));
    draw();
  }

  /** One word more. */
  async function advance() {
    const fresh = await attempt(() => story.write(1));
    draw();
    if (fresh?.some(({ id }) => id === END)) {
      const { words, promptCount, prompt } = story;
      const stories = storiesIn(prompt + spelled(words.slice(promptCount), prompt).join(''));
      actions.announce(`A story is finished: ${stories[stories.length - 1] ?? ''}`);
    }
  }

  function play() {
    selected = -1;
    player.play();
  }

  function showPlaying() {
    controls.showPlaying({ isReady, isPlaying: player.isPlaying, isFull: story.isFull });
  }

  function draw() {
    const { words, promptCount, prompt } = story;
    if (words.length === 0) return;
    if (selected >= words.length) selected = -1;
    chips.setWords(words, promptCount, prompt);
    layout.showBigramText(story);
    showPlaying();
    drawRow();
  }

  async function drawRow() {
    drawing += 1;
    const mine = drawing;
    const index = selected < 0 ? story.words.length : selected;
    if (!isReady || index < story.promptCount) return;
    const row = await attempt(() => story.rowAt(index));
    if (!row || mine !== drawing) return;
    chips.shade(index, heads.rowOf(row.weights), theme);
    writerBars.show(row.writer, row.drawn, nameOf, theme);
    bigramBars.show(row.bigram, row.drawn, nameOf, theme);
    layout.showCaption(row, nameOf);
    const likely = row.writer.used.indexOf(Math.max(...row.writer.used));
    const pair = { word: row.last.id, next: row.drawn ?? likely };
    matrix.update([...story.words.map(({ id }) => id), likely], pair, theme);
  }

  return {
    show(state, now) {
      theme = now;
      if (state.view.door !== 'write') {
        player.pause();
        return;
      }
      const { settings: read, problems } = parseSettings(state.view.write);
      if (problems.length > 0 && address !== state.view.write) {
        const text = `Part of this link is broken; that part is at its default: ${problems.join('; ')}.`;
        actions.notify({ kind: 'info', text });
      }
      address = state.view.write;
      if (read.prompt === null) {
        // Chosen once, and kept in the address: the page's sentence may become another.
        const chosen = { ...read, prompt: promptFrom(state.request.text) };
        actions.setView({ write: formatSettings(chosen) }, { history: 'replace' });
        return;
      }
      settings = { ...read, prompt: read.prompt };
      controls.show(settings);
      heads.choose(settings.head);
      const wanted = (state.request.model === OWN_MODEL && ownModel()) || null;
      const isOther = wanted !== own;
      own = wanted;
      if (isStarted && !isOther) apply();
      else startAnew();
      isStarted = true;
    },
  };
}
