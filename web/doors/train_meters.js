/** How far the heads have come: a bar for each link, with a tick where a rule without attention stands. */
import { percent } from '../render/number_text.js';
import { colourOf, sequential } from '../render/palette.js';
import { element } from '../views/dom.js';
import { baselineOf, roleLabel } from '../views/head_role.js';
import { bestHead, METERS } from './train_scores.js';

/** Of the palette: dark enough to be seen on both papers. */
const BAR_COLOUR = 0.7;

export function createMeters() {
  const meters = METERS.map((role) => {
    const name = element('span', {}, roleLabel(role));
    const value = element('span', { class: 'number' }, '–');
    const bar = element('span', {
      class: 'train-bar',
      role: 'meter',
      'aria-label': `${roleLabel(role)}, best head`,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'aria-valuenow': 0,
      'aria-valuetext': 'not measured yet',
    });
    const rule = element('span', { class: 'soft' });
    return { role, root: element('li', {}, name, value, bar, rule), value, bar, rule };
  });
  const root = element('ul', { class: 'train-meters' }, ...meters.map((meter) => meter.root));

  return {
    root,
    /**
     * @param {import('../../wasm/playground.js').ModelScores} scores
     * @param {number} headsPerLayer
     */
    show(scores, headsPerLayer) {
      for (const { role, value, bar, rule } of meters) {
        const { layer, head, share } = bestHead(scores, role, headsPerLayer);
        const baseline = baselineOf(scores, role);
        const text = `${percent(share)} by head ${layer + 1}.${head + 1}`;
        value.textContent = text;
        rule.textContent = baseline ? `│ ${baseline.text}` : '';
        bar.style.setProperty('--share', `${share * 100}%`);
        bar.style.setProperty('--rule', `${(baseline?.share ?? 0) * 100}%`);
        bar.setAttribute('aria-valuenow', String(Math.round(share * 100)));
        bar.setAttribute('aria-valuetext', baseline ? `${text}; ${baseline.text}` : text);
      }
    },
    /** @param {'light' | 'dark'} theme */
    paint(theme) {
      root.style.setProperty('--colour', colourOf(sequential(theme), BAR_COLOUR));
    },
    clear() {
      for (const { value, bar, rule } of meters) {
        value.textContent = '–';
        rule.textContent = '';
        bar.style.setProperty('--share', '0%');
        bar.setAttribute('aria-valuenow', '0');
        bar.setAttribute('aria-valuetext', 'not measured yet');
      }
    },
  };
}
