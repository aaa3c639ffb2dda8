/** The door to training: a small transformer learns in this page, and its heads can be watched while they find their jobs. */
import { percent } from '../render/number_text.js';
import { createLearner } from '../worker/learner_client.js';
import { trainStyleUrl } from './style_url.js';
import { sheetArrives } from './styled.js';
import { createFiles } from './train_files.js';
import { createTrainForm } from './train_form.js';
import { createPanel } from './train_panel.js';
import { createRun } from './train_run.js';
import { bestHead } from './train_scores.js';
import { formatSettings, OPENING_SETTINGS, parseSettings } from './train_settings.js';

/**
 * @typedef {import('../types.js').State} State
 * @typedef {import('../../wasm/playground.js').ModelScores} ModelScores
 * @typedef {import('../../wasm/playground.js').SettingProperty} SettingProperty
 * @typedef {import('./train_run.js').Status} Status
 * @typedef {import('./train_settings.js').Settings} Settings
 */

/** @type {import('./doors.js').DoorModule['createDoor']} */
export function createDoor(
  root,
  { actions, useModel, isModelMissing = () => false, learner = createLearner() },
) {
  /** @type {readonly SettingProperty[] | null} */
  let table = null;
  /** @type {ReturnType<typeof createTrainForm> | null} */
  let form = null;
  /** @type {State | null} */
  let shown = null;
  /** @type {'light' | 'dark' | null} */
  let theme = null;
  /** What the training that is there was begun with. @type {Settings | null} */
  let begun = null;
  /** The fields say something else. */
  let differs = false;
  /** What is wrong with what they say. @type {string[]} */
  let faults = [];
  let tracedText = '';
  /** The page waits for this very model. */
  let usesWhenDone = false;

  const run = createRun(learner, {
    onStatus: showStatus,
    onProgress: (progress) => panel.showProgress(progress),
    onScores(scores) {
      if (begun) panel.meters.show(scores, Number(begun.heads));
      if (run.status === 'finished') announceEnd(scores);
    },
    onTrace: (trace, head) => panel.picture.show(trace, head),
    onUntraced: (text) => panel.picture.say(text),
    onFault: (text) => panel.message.say(text, { isFault: true }),
    getText() {
      tracedText = shown?.request.text ?? '';
      return tracedText;
    },
  });
  const files = createFiles(root, {
    save: run.save,
    use: useModel,
    download: actions.download,
    say: (text, isFault) => panel.message.say(text, { isFault }),
  });
  const panel = createPanel({ main: mainPressed, step: stepPressed, reset }, files.root);

  /** As the state has them. */
  const settingsNow = () => parseSettings(shown?.view.train ?? '', table ?? []).settings;

  /** The fields come from the core's own table, which the worker has. */
  async function prepare() {
    try {
      table = await learner.trainTable();
    } catch (error) {
      learner.end();
      const text = error instanceof Error ? error.message : String(error);
      panel.message.say(text, { isFault: true, actions: [['Try again', prepare]] });
      return;
    }
    form = createTrainForm(table, showSettings, (text) =>
      actions.setView({ train: text }, { history: 'push' }),
    );
    panel.settings.replaceChildren(form.root);
    panel.message.clear();
    sayWhatLinkHas(table);
    showSettings();
    showStatus(run.status);
  }

  /** @param {readonly SettingProperty[]} known */
  function sayWhatLinkHas(known) {
    if (!shown || shown.view.train === '') return;
    const { problems } = parseSettings(shown.view.train, known);
    const offer =
      'This link has the settings of a training: train again, which gives the same model.';
    panel.message.say(problems.length > 0 ? problems.join(' ') : offer, {
      actions: [['Train again', start]],
    });
  }

  /** The fields follow the state; a training that was begun with others has to be given up for them. */
  function showSettings() {
    if (!form) return;
    const settings = settingsNow();
    form.show(settings);
    panel.explain(settings.objective);
    const before = [...faults, differs].join();
    faults = form.faults();
    differs = begun !== null && formatSettings(begun) !== formatSettings(settings);
    if ([...faults, differs].join() === before) return;
    if (faults.length > 0 || differs) run.pause();
    showStatus(run.status);
    sayAboutSettings();
  }

  function sayAboutSettings() {
    if (faults.length > 0) return panel.message.say(faults.join(' '), { isFault: true });
    const kept = begun;
    if (!differs || !kept) return panel.message.clear();
    const keep = () => actions.setView({ train: formatSettings(kept) }, { history: 'push' });
    panel.message.say('These settings are for a new training.', {
      actions: [
        ['Reset, and use them', reset],
        ['Keep the training', keep],
      ],
    });
  }

  /** @param {Status} status */
  function showStatus(status) {
    if (status === 'none' || status === 'failed') begun = null;
    const canGo = table !== null && !differs && faults.length === 0;
    panel.showStatus(status, canGo);
    files.offer(begun !== null && status !== 'running');
  }

  /** @param {ModelScores} scores */
  function announceEnd(scores) {
    if (!begun) return;
    if (usesWhenDone) files.use();
    const { layer, head, share } = bestHead(scores, 'pronoun', Number(begun.heads));
    const name = `${layer + 1}.${head + 1}`;
    actions.announce(
      `Training has finished. Head ${name} finds ${percent(share)} of the pronouns’ nouns.`,
    );
  }

  function begin() {
    const settings = settingsNow();
    panel.message.clear();
    panel.clear(Number(settings.steps));
    begun = settings;
    usesWhenDone = isModelMissing();
    // Whoever copies the link from here on can train the same model.
    actions.setView({ train: formatSettings(settings) }, { history: 'replace' });
    run.begin(settings);
  }

  function start() {
    begin();
    run.go();
  }

  function mainPressed() {
    if (run.status === 'running') run.pause();
    else if (run.status === 'paused') run.go();
    else start();
  }

  function stepPressed() {
    if (run.status !== 'paused') begin();
    run.one();
  }

  function reset() {
    run.reset();
    differs = false;
    sayAboutSettings();
    panel.clear(Number(settingsNow().steps));
    showStatus(run.status);
  }

  sheetArrives(trainStyleUrl).then(() => {
    root.append(...panel.parts);
    // Colours and sizes are those of the page that they stand in.
    if (theme) panel.paint(theme);
  });
  panel.clear(Number(OPENING_SETTINGS.steps));
  showStatus('none');
  prepare();

  return {
    show(state, nextTheme) {
      shown = state;
      if (state.view.door !== 'train') return run.pause();
      if (theme !== nextTheme) panel.paint(nextTheme);
      theme = nextTheme;
      showSettings();
      if (begun && run.status !== 'running' && state.request.text !== tracedText) run.redraw();
    },
  };
}
