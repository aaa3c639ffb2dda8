/** What is fetched when it is first asked for. */
import { modelsUrl } from '../wasm/core_url.js';

/**
 * @param {(notice: { kind: 'error', text: string }) => void} notify
 * @param {() => Uint8Array | undefined} ownModel the visitor's, as a safetensors file
 */
export function createOnDemand(notify, ownModel) {
  /** @type {{ open: () => void } | null} */
  let help = null;
  /** @type {ReturnType<typeof import('./worker/model_probes.js').createModelProbes> | null} */
  let probes = null;
  /** @type {{ open: () => void } | null} */
  let share = null;

  return {
    async openHelp() {
      try {
        const { createHelp } = await import('./views/help_view.js');
        help ??= createHelp();
        help.open();
      } catch {
        notify({ kind: 'error', text: 'The help could not be loaded; open it again to try.' });
      }
    },
    /** @param {import('./share/share_dialog.js').ShareOptions} options */
    async openShare(options) {
      try {
        const { createShareDialog } = await import('./share/share_dialog.js');
        share ??= createShareDialog(options);
        share.open();
      } catch {
        notify({ kind: 'error', text: 'Sharing could not be loaded; open it again to try.' });
      }
    },
    /** Whether a model of one version lies beside the page. @param {string} model */
    async keepsModel(model) {
      try {
        const answer = await fetch(new URL('versions.json', modelsUrl));
        return (await answer.json()).includes(model);
      } catch {
        return false;
      }
    },
    async modelProbes() {
      const { createModelProbes } = await import('./worker/model_probes.js');
      probes ??= createModelProbes(ownModel);
      return probes;
    },
  };
}
