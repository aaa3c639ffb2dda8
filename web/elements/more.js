/**
 * The second script, fetched when something is to be written or trained: its views, and a worker with the whole core that
 * all elements share.
 */
import { createDoor as createWrite } from '../doors/write.js';
import { createDoor as createTrain } from '../doors/train.js';
import { createLearner } from '../worker/learner_client.js';
import { createEngine } from './engine.js';
import { coreText, host, modelTexts, styleText } from './payload.js';
import { adoptStyles } from './sheets.js';

/** @typedef {import('../doors/doors.js').DoorContext} DoorContext */

const doors = { write: createWrite, train: createTrain };
/** @type {ReturnType<typeof createEngine> | null} */
let engine = null;

/** @type {Record<string, any>} */ (/** @type {any} */ (globalThis).attentionPlaygroundParts).more =
  {
    /**
     * @param {keyof typeof doors} name
     * @param {HTMLElement} root
     * @param {import('../types.js').Actions} actions
     */
    async createDoor(name, root, actions) {
      adoptStyles(root, styleText);
      engine ??= createEngine({ host, coreText, modelTexts });
      const learner = createLearner(engine.openLine);
      const door = await doors[name](root, { actions, learner });
      return { door, end: () => learner.end() };
    },
  };
