/**
 * Firefox and WebKit for `./play test --full`: Firefox by WebDriver BiDi (puppeteer-core), WebKit by its own driver and
 * GTK's MiniBrowser on a virtual screen. Both npm packages lie in build/engines, where ./play puts them.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const installed = createRequire(
  fileURLToPath(new URL('../../../build/engines/package.json', import.meta.url)),
);

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {(url: string, isFramed: boolean) => Promise<import('./redraw.js').Driver>} open
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Engine>} */
export async function openFirefox() {
  const { default: puppeteer } = await import(installed.resolve('puppeteer-core'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
  });
  return {
    name: 'Firefox',
    async open(url, isFramed) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1000, height: 800 });
      await page.goto(url);
      if (isFramed) await page.waitForSelector('iframe');
      const inner = isFramed
        ? page.frames().find((/** @type {any} */ one) => one !== page.mainFrame())
        : page.mainFrame();
      return {
        evaluate: (inPage) => inner.evaluate(inPage),
        type: (text) => page.keyboard.type(text),
      };
    },
    close: () => browser.close(),
  };
}

function findMiniBrowser() {
  for (const folder of readdirSync('/usr/lib')) {
    for (const version of ['4.1', '4.0']) {
      const file = join('/usr/lib', folder, `webkit2gtk-${version}/MiniBrowser`);
      if (existsSync(file)) return file;
    }
  }
  throw new Error('No MiniBrowser: install webkit2gtk-driver.');
}

/** A virtual screen of this test's own. */
async function openScreen() {
  const screen = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1200x900x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await new Promise((resolve, reject) => {
    screen.on('error', reject);
    /** @type {import('node:stream').Readable} */ (screen.stdio[3]).once('data', (data) =>
      resolve(String(data).trim()),
    );
  });
  return { display: `:${number}`, close: () => screen.kill() };
}

/** @returns {Promise<Engine>} */
export async function openWebKit() {
  const { Builder, Capabilities } = await import(installed.resolve('selenium-webdriver'));
  const screen = await openScreen();
  const port = 17000 + (process.pid % 1000);
  const service = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: screen.display,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
  });
  const address = `http://127.0.0.1:${port}`;
  await untilItAnswers(`${address}/status`);
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: ['--automation'] },
  });
  const driver = await new Builder().usingServer(address).withCapabilities(capabilities).build();
  return {
    name: 'WebKit',
    async open(url, isFramed) {
      await driver.switchTo().defaultContent();
      await driver.get(url);
      if (isFramed) await driver.switchTo().frame(0);
      return {
        evaluate: (inPage) => driver.executeScript(`return (${inPage})()`),
        type: (text) => driver.actions().sendKeys(text).perform(),
        async enter() {
          const field = await driver.executeScript(
            `return document.querySelector('attention-playground').shadowRoot.querySelector('textarea')`,
          );
          await driver.actions().move({ origin: field }).click().perform();
        },
      };
    },
    async close() {
      await driver.quit();
      service.kill();
      screen.close();
    },
  };
}

/** @param {string} url */
async function untilItAnswers(url) {
  for (let times = 0; times < 100; times += 1) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`${url} does not answer.`);
}
