/** Lessons around the built element and frame, in the places where lessons live. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, serve } from '../browser.js';

export const SENTENCE = 'The dragon guarded the treasure.';
const ATTRIBUTES = `text="${SENTENCE}" model="reader" head="3.1" view="matrix" height="420"`;
export const ELEMENT = `<attention-playground ${ATTRIBUTES}>fallback</attention-playground>`;
export const HASH = `#model=reader&text=${SENTENCE.replaceAll(' ', '+')}&head=3.1&view=matrix`;

/** @param {string} body @param {string} [head] */
export const html = (body, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>A lesson</title>${head}</head><body><main><h1>A lesson</h1>${body}</main></body></html>`;

/** @param {string} [attributes] */
const script = (attributes = '') => `<script src="attention-playground.js" ${attributes}></script>`;

const FILES = [
  ...['attention-playground.js', 'attention-playground.lite.js', 'attention-playground.views.js'],
  ...['attention-playground.frames.js', 'embed.html', 'embed.css', 'embed.js', 'favicon.svg'],
];

/**
 * A folder with the scripts and a lesson, served twice: a site of its own, and another one.
 * @param {Record<string, string>} [pages] more files, by name
 */
export async function openSite(pages = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'playground-embed-'));
  for (const file of FILES) copyFileSync(join(dist, file), join(folder, file));
  const lessons = {
    'lesson.html': html(ELEMENT, script()),
    'cors.html': html(ELEMENT, script('crossorigin')),
    ...pages,
  };
  for (const [name, text] of Object.entries(lessons)) writeFileSync(join(folder, name), text);
  // An opaque origin's icon, fonts or data would need this header; scripts do not.
  const site = await serve(folder);
  const open = await serve(folder, '/', { 'access-control-allow-origin': '*' });
  return {
    folder,
    url: site.url,
    openUrl: open.url,
    fileUrl: pathToFileURL(`${folder}/`).href,
    /** The same server under its other name: another site. */
    otherSite: open.url.replace('127.0.0.1', 'localhost'),
    /** @param {string} name @param {string} text */
    write: (name, text) => writeFileSync(join(folder, name), text),
    async close() {
      await site.close();
      await open.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openSite>>} Site */

/**
 * The five places, each with the lesson or the frame at the top or in a frame of its own.
 * @param {Site} site
 * @param {'element' | 'frame'} face
 * @returns {{ name: string, url: string, isFramed: boolean }[]}
 */
export function contextsOf(site, face) {
  const inner = face === 'element' ? 'lesson.html' : `embed.html${HASH}`;
  const cors = face === 'element' ? 'cors.html' : `embed.html${HASH}`;
  /** @param {string} name @param {string} src @param {string} attributes */
  const outer = (name, src, attributes) => {
    const page = `outer-${face}-${name}.html`;
    site.write(
      page,
      html(`<iframe title="lesson" width="900" height="600" ${attributes} src="${src}"></iframe>`),
    );
    return page;
  };
  const sandboxed = 'sandbox="allow-scripts"';
  return [
    { name: 'top level', url: site.url + inner, isFramed: false },
    { name: 'file', url: site.fileUrl + inner, isFramed: false },
    { name: 'sandbox', url: site.url + outer('sandbox', inner, sandboxed), isFramed: true },
    {
      name: 'sandbox with CORS',
      url: site.openUrl + outer('cors', cors, sandboxed),
      isFramed: true,
    },
    {
      name: 'cross-site',
      url: site.otherSite + outer('cross', site.url + inner, ''),
      isFramed: true,
    },
  ];
}
