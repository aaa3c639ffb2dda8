/** The models of one playground: each is loaded when it is first named, and known from then on. */
import { isTrained } from '../state/core_request.js';
import { VERSIONED } from '../state/version.js';

/**
 * @typedef {import('../../wasm/playground.js').Playground} Playground
 * @typedef {import('../types.js').EffectiveRequest} EffectiveRequest
 * @typedef {import('../types.js').ModelFacts} ModelFacts
 * @typedef {ReturnType<typeof createLibrary>} Library
 */

/** What lies beside the page and is fetched when it is first named. */
const LOADABLE = ['gpt2', 'reader', 'writer', 'reader-causal'];

/**
 * @param {Promise<Playground>} loading
 * @param {(playground: Playground, name: string) => Promise<void>} load one of the models that lie beside the page
 */
export function createLibrary(loading, load) {
  /** Names given to load() with success. @type {Set<string>} */
  const loaded = new Set();
  /** Those on their way. @type {Map<string, Promise<void>>} */
  const coming = new Map();
  /** Facts do not change while a name stands for the same model. @type {Map<string, ModelFacts>} */
  const knownFacts = new Map();

  /** @param {string} name */
  async function bring(name) {
    await load(await loading, name);
    loaded.add(name);
  }

  return {
    loading,

    /**
     * @param {EffectiveRequest} request
     * @returns {string} what has to be loaded before it can be computed, '' where nothing has
     */
    lacking(request) {
      const name = isTrained(request) ? request.model : request.tokenizer;
      return loaded.has(name) || !(LOADABLE.includes(name) || VERSIONED.test(name)) ? '' : name;
    },

    /** @param {string} name */
    has: (name) => loaded.has(name),

    /** @param {string} name  @returns {Promise<void>} */
    load(name) {
      const known = coming.get(name);
      if (known) return known;
      const arrival = bring(name).finally(() => coming.delete(name));
      coming.set(name, arrival);
      return arrival;
    },

    /**
     * A model of the visitor's own.
     * @param {string} name
     * @param {Uint8Array} bytes
     */
    async take(name, bytes) {
      const playground = await loading;
      await playground.load(name, bytes);
      loaded.add(name);
      const facts = playground.model(name);
      knownFacts.set(name, facts);
      return facts;
    },

    /**
     * @param {Playground} playground
     * @param {EffectiveRequest} request
     * @returns {ModelFacts | null} null for the random model, which was never trained
     */
    factsOf(playground, request) {
      if (!isTrained(request)) return null;
      const known = knownFacts.get(request.model) ?? playground.model(request.model);
      knownFacts.set(request.model, known);
      return known;
    },
  };
}
