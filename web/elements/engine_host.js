/** The part that computes for the elements' views. */
import { createDesk } from '../worker/desk.js';
import { startHost } from './host_shell.js';
import { computeInSlices, refusalOnThread } from './thread_limits.js';

startHost((library, post, isOnThread) => {
  if (!isOnThread) return createDesk(library, post);
  const desk = createDesk(library, post, computeInSlices);
  return {
    ...desk,
    async answer(question) {
      if (question.kind !== 'run') return desk.answer(question);
      const message = await library.loading
        .then((playground) => refusalOnThread(playground, question.request))
        // The run says what is wrong with the request.
        .catch(() => '');
      if (message) return post({ kind: 'refused', id: question.id, message });
      return desk.answer(question);
    },
  };
});
