/** Where the parts of the Write door stand, and its sentences. */
import { grouped, percent } from '../render/number_text.js';
import { element } from '../views/dom.js';
import { END, spelled } from '../views/spelling.js';

/**
 * @typedef {{ nodes: Node[] }} Nodes
 * @typedef {{ root: HTMLElement }} Rooted
 *
 * @typedef {object} Parts
 * @property {Nodes} controls
 * @property {Rooted} chips
 * @property {Rooted} heads
 * @property {Nodes} writerBars
 * @property {Nodes} bigramBars
 * @property {Rooted} matrix
 * @property {() => void} close
 * @property {() => void} startAgain
 */

const EXPLANATION =
  'A bigram sees one word, the last. The writer attends to all words before it. What comes later neither can see (the causal mask): writing “it”, the writer cannot know that “valuable” will follow.';

/**
 * @param {HTMLElement} root
 * @param {Parts} parts
 */
export function createWriteLayout(root, parts) {
  const close = element(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': 'Close Write' },
    '×',
  );
  close.addEventListener('click', parts.close);
  const errorText = element('span');
  const again = element('button', { type: 'button', class: 'link' }, 'Start again');
  again.addEventListener('click', parts.startAgain);
  const error = element('p', { class: 'write-error', hidden: true }, errorText, ' ', again);
  const alert = element('div', { role: 'alert' }, error);
  const hesitation = element('p');
  const sizes = element('p', { class: 'soft' });
  const scores = element(
    'div',
    { class: 'write-scores' },
    element('h3', {}, 'What context is worth'),
    hesitation,
    sizes,
  );
  const writerName = element('h3');
  const who = element('p', { class: 'soft write-why' });
  const writerCaption = element('p', { class: 'write-caption' });
  const bigramCaption = element('p', { class: 'write-caption' });
  const common = element('span', { class: 'write-common' });
  const own = element('span');
  const bigramText = element('p', { class: 'write-text' }, common, own);
  bigramText.setAttribute('aria-label', 'Text by the bigram');
  bigramText.setAttribute('role', 'group');
  const writerHead = element('div', { class: 'row-head' }, writerName, parts.heads.root);
  const bigramHead = element(
    'div',
    { class: 'row-head' },
    element('h3', {}, 'The bigram: one word before'),
  );
  root.append(
    element('div', { class: 'write-head' }, element('h2', {}, 'Write'), close),
    element('p', { class: 'soft write-why' }, EXPLANATION),
    ...parts.controls.nodes,
    who,
    alert,
    element(
      'div',
      { class: 'write-columns' },
      ...[writerHead, parts.chips.root, writerCaption, ...parts.writerBars.nodes],
      ...[bigramHead, bigramText, bigramCaption, ...parts.bigramBars.nodes],
    ),
    element('div', { class: 'write-below' }, parts.matrix.root, scores),
  );

  return {
    /** @param {string} text '' where all is well */
    showError(text) {
      errorText.textContent = text;
      error.hidden = text === '';
    },

    /** @param {import('../types.js').ModelFacts} facts  @param {boolean} isOwn a model of the visitor's */
    showFacts({ words: { length: count }, parameters, scores: measured }, isOwn) {
      const name = isOwn ? 'Your writer' : 'The writer';
      writerName.textContent = `${name}: all words before`;
      who.textContent = `${name} writes as it was trained: the mask, scale, temperature and switched-off heads at the top of the page are for the matrices and change nothing here; the temperature here belongs to the dice.`;
      const pairs = grouped(count ** 2);
      sizes.textContent = `The bigram is a table of ${count} × ${count} = ${pairs} numbers, counted here from 20,000 stories of the kind that the writer learned from; a row of it is all that it knows about what follows a word. The writer makes do with ${grouped(parameters)} numbers.`;
      const perplexity = measured?.perplexity;
      hesitation.hidden = !perplexity;
      if (!perplexity) return;
      const [writer, bigram, grammar] = [
        perplexity.writer,
        perplexity.bigram,
        perplexity.grammar,
      ].map((words) => words.toFixed(1));
      hesitation.textContent = `On new stories the writer hesitates between ${writer} words on average, the bigram between ${bigram}, the stories’ own grammar between ${grammar}.`;
    },

    /** @param {Pick<ReturnType<typeof import('./write_story.js').createStory>, 'bigramWords' | 'commonCount' | 'promptCount' | 'prompt'>} story */
    showBigramText({ bigramWords, commonCount, promptCount, prompt }) {
      const added = spelled(bigramWords.slice(promptCount), prompt);
      const shared = commonCount - promptCount;
      common.textContent = prompt + added.slice(0, shared).join('');
      own.textContent = added.slice(shared).join('');
    },

    /**
     * @param {import('./write_story.js').Row} row
     * @param {(id: number) => string} nameOf
     */
    showCaption({ last, drawn, writer, bigram }, nameOf) {
      const before = last.id === END ? 'the beginning' : `“${last.text}”`;
      if (drawn === null) {
        writerCaption.textContent = `What comes after ${before}? The shades are what it attends to. A click on a word writes it.`;
        bigramCaption.textContent = `What comes after ${before}, whatever stood before it?`;
        return;
      }
      const name = nameOf(drawn);
      writerCaption.textContent = `“${name}” came after ${before} with ${percent(writer.used[drawn])}. The shades are what ${before} attended to.`;
      bigramCaption.textContent = bigram
        ? `After ${before} the bigram gives “${name}” ${percent(bigram.used[drawn])}.`
        : '';
    },
  };
}
