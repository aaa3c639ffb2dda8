/**
 * The doors: parts of the page above the matrix that are fetched when they are first opened. Which ones are open is part
 * of the state, so that a link opens them and Back shuts them. The bigram's is open as long as it is the model.
 */
import { BIGRAM } from '../state/core_request.js';

/**
 * @typedef {import('../types.js').State} State
 * @typedef {import('../types.js').ModelFacts} ModelFacts
 *
 * @typedef {object} DoorContext
 * @property {import('../types.js').Actions} actions
 * @property {(bytes: Uint8Array, label: string) => Promise<ModelFacts>} [useModel] in every view, where there are others;
 *   rejects with the core's message
 * @property {() => boolean} [isModelMissing] the link asks for a model that has to be trained again
 * @property {() => Uint8Array | undefined} [ownModel] the model of the visitor's own, where there is one
 * @property {ReturnType<typeof import('../worker/learner_client.js').createLearner>} [learner] where the door does not
 *   start its own
 *
 * @typedef {object} Door
 * @property {(state: State, theme: 'light' | 'dark') => void} show also called once when it is shut: nothing goes on behind it
 *
 * @typedef {{ createDoor: (root: HTMLElement, context: DoorContext) => Door | Promise<Door> }} DoorModule
 */

/** By the state's name. @type {Record<string, () => Promise<DoorModule>>} */
const modules = {
  write: () => import('./write.js'),
  train: () => import('./train.js'),
  [BIGRAM]: () => import('./bigram.js'),
};

/** @param {State | undefined} state  @param {string} name */
const isOpenIn = (state, name) =>
  name === BIGRAM ? state?.request.model === BIGRAM : state?.view.door === name;

/**
 * @param {(id: string) => HTMLElement} root
 * @param {DoorContext} context
 */
export function createDoors(root, context) {
  /** @type {Map<string, Door>} */
  const made = new Map();
  /** @type {Set<string>} */
  const coming = new Set();
  /** @type {[State, 'light' | 'dark'] | null} */
  let shown = null;

  /** @param {string} name */
  async function fetchDoor(name) {
    coming.add(name);
    try {
      const { createDoor } = await modules[name]();
      made.set(name, await createDoor(root(name), context));
      if (shown) show(...shown);
    } catch (error) {
      const text = `This part of the page could not be fetched (${error instanceof Error ? error.message : error}). Close and open it to try again.`;
      context.actions.notify({ kind: 'error', text });
    } finally {
      coming.delete(name);
    }
  }

  /**
   * @param {State} state
   * @param {'light' | 'dark'} theme
   */
  function show(state, theme) {
    const before = shown?.[0];
    shown = [state, theme];
    for (const name of Object.keys(modules)) {
      const isOpen = isOpenIn(state, name);
      root(name).hidden = !isOpen;
      const door = made.get(name);
      door?.show(state, theme);
      const opens = isOpen && !isOpenIn(before, name);
      if (opens && !door && !coming.has(name)) fetchDoor(name);
    }
  }

  return { show };
}
