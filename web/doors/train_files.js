/** What becomes of a model that was trained: used in every view, saved as a file; and files that come back. */
import { element } from '../views/dom.js';

/** The page's name for it, and for its file. */
const FILE_NAME = 'trained.safetensors';

/**
 * @param {HTMLElement} dropZone where a file may be dropped
 * @param {object} parts
 * @param {() => Promise<Uint8Array>} parts.save
 * @param {(bytes: Uint8Array, label: string) => Promise<unknown>} [parts.use] where there are other views
 * @param {import('../types.js').Actions['download']} parts.download
 * @param {(text: string, isFault?: boolean) => void} parts.say
 */
export function createFiles(dropZone, { save, use, download, say }) {
  const useButton = element(
    'button',
    { type: 'button', class: 'train-button' },
    'Use this model in every view',
  );
  const saveButton = element('button', { type: 'button', class: 'train-button' }, 'Download');
  const input = element('input', {
    type: 'file',
    id: 'train-file',
    accept: '.safetensors',
    class: 'unseen',
  });
  const label = element('label', { for: input.id, class: 'train-button' }, 'Load a model file');
  const opening = use ? [input, label] : [];
  const root = element('div', { class: 'train-buttons' }, useButton, saveButton, ...opening);

  /** Saving measures the model first, which takes a moment. @param {(bytes: Uint8Array) => unknown} then */
  async function withBytes(then) {
    useButton.disabled = true;
    saveButton.disabled = true;
    say('Measuring the model on 2,000 new stories …');
    try {
      await then(await save());
    } catch (error) {
      say(messageOf(error), true);
    } finally {
      useButton.disabled = false;
      saveButton.disabled = false;
    }
  }

  const useNow = () =>
    withBytes(async (bytes) => {
      await use?.(bytes, 'trained here: yours');
      say('Every view below now shows the model that you have trained.');
    });
  useButton.addEventListener('click', useNow);
  saveButton.addEventListener('click', () =>
    withBytes((bytes) => {
      download(FILE_NAME, new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }));
      say(`Saved as ${FILE_NAME}.`);
    }),
  );

  /** @param {File | undefined} file */
  async function open(file) {
    if (!file || !use) return;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (isJson(bytes)) throw new Error('it is a JSON file, not a safetensors file.');
      await use(bytes, `from a file: ${file.name}`);
      say(`Every view below now shows the model in ${file.name}.`);
    } catch (error) {
      say(`${file.name} could not be used: ${messageOf(error)}`, true);
    }
  }
  input.addEventListener('change', async () => {
    await open(input.files?.[0]);
    // The same file again is a change again.
    input.value = '';
  });
  dropZone.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  dropZone.addEventListener('drop', (event) => {
    event.preventDefault();
    open(event.dataTransfer?.files[0]);
  });

  return {
    root,
    use: useNow,
    /** @param {boolean} there whether there is a trained model that stands still */
    offer(there) {
      useButton.hidden = !there || !use;
      saveButton.hidden = !there;
    },
  };
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** A safetensors file has the length of its header before the brace, in eight bytes. @param {Uint8Array} bytes */
export function isJson(bytes) {
  const BRACE = 123;
  const start = new TextDecoder()
    .decode(bytes.subarray(0, 64))
    .replace(/^\uFEFF/, '')
    .trimStart();
  return bytes[8] !== BRACE && start.startsWith('{');
}
