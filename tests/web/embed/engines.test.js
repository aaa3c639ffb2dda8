/** The five contexts in the other engines: `./play test --full`. */
import { after, before, describe, test } from 'node:test';
import { openFirefox, openWebKit } from './engines.js';
import { checkTyping } from './redraw.js';
import { contextsOf, openSite } from './site.js';

const skip = process.env.PLAYGROUND_FULL_TESTS
  ? false
  : 'only ./play test --full has these browsers';
const NAMES = ['top level', 'file', 'sandbox', 'sandbox with CORS', 'cross-site'];

for (const [name, openEngine] of /** @type {const} */ ([
  ['Firefox', openFirefox],
  ['WebKit', openWebKit],
])) {
  describe(name, { skip }, () => {
    /** @type {import('./site.js').Site} */
    let site;
    /** @type {import('./engines.js').Engine} */
    let engine;
    before(async () => {
      if (skip) return;
      site = await openSite();
      engine = await openEngine();
    });
    after(async () => {
      await engine?.close();
      await site?.close();
    });
    for (const face of /** @type {const} */ (['element', 'frame'])) {
      NAMES.forEach((context, place) => {
        test(
          `typing in the ${face} redraws its matrix: ${context}`,
          { timeout: 60_000 },
          async () => {
            const { url, isFramed } = contextsOf(site, face)[place];
            await checkTyping(await engine.open(url, isFramed));
          },
        );
      });
    }
  });
}
