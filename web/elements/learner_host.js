/** The part that writes and trains for the elements, with the whole core. */
import { createLearnerDesk } from '../worker/learner_desk.js';
import { startHost } from './host_shell.js';

startHost(createLearnerDesk);
