/**
 * The page's style sheets for a shadow tree: what the page's root has, the embed's own box has; what depends on the
 * window's width depends on the box's. At the build, from sheets that esbuild has put together (one rule a line or more,
 * no comments that matter).
 */

const BOX = '.playground';
/** CSS pixels, as in views/room.js: a part of the playground needs less width than all of it. */
const NARROW = 520;

/** @param {string} css */
export function shadowStyles(css) {
  return containerQueries(
    css
      .replace(/\/\*[^]*?\*\//g, '')
      .replace(/(^|[\s,}]):root/g, `$1${BOX}`)
      .replace(/(^|\n)(\s*)html(?=\s*\{)/g, `$1$2${BOX}`)
      .replace(/(^|\n)\s*body\s*\{[^}]*\}/g, ''),
  );
}

/**
 * `@media (max-width: …)` as `@container`; where other media stand beside it in the list, the rules stand there twice.
 * @param {string} css
 */
function containerQueries(css) {
  let result = '';
  let at = 0;
  for (const match of css.matchAll(/@media ([^{]+)\{/g)) {
    if (match.index < at) continue;
    const end = blockEnd(css, match.index + match[0].length);
    const body = css.slice(match.index + match[0].length, end - 1);
    const conditions = match[1].split(',').map((condition) => condition.trim());
    const widths = conditions.filter((condition) => /^\((?:max|min)-width:/.test(condition));
    const others = conditions.filter((condition) => !widths.includes(condition));
    result += css.slice(at, match.index);
    for (const width of widths) result += `@container ${narrower(width)} {${body}}\n`;
    if (others.length > 0) result += `@media ${others.join(', ')} {${body}}\n`;
    at = end;
  }
  return result + css.slice(at);
}

/** @param {string} condition */
const narrower = (condition) =>
  condition.replace(/\d+/, (pixels) => String(Math.min(Number(pixels), NARROW)));

/**
 * @param {string} css
 * @param {number} from behind an opening brace
 * @returns {number} behind the closing one
 */
function blockEnd(css, from) {
  let depth = 1;
  let at = from;
  while (depth > 0) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}') depth -= 1;
    at += 1;
  }
  return at;
}
