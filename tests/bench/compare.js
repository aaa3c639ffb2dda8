import { KIND_NAMES } from './report.js';

/** @import { Results } from './plan.js' */

/** How much faster each row became: older time / newer time. @param {Results} older @param {Results} newer */
export function comparisonText(older, newer) {
  const rows = newer.rows.flatMap((row) => {
    const before = older.rows.find(
      ({ kind, size }) => kind === row.kind && size.join() === row.size.join(),
    );
    if (before === undefined) return [];
    // In shares of the limit of each run: what else the machine did meanwhile cancels out, mostly.
    const share = (/** @type {typeof row} */ of) => of.flops / of.candidates[0].median / of.limit;
    const times = before.candidates[0].median / row.candidates[0].median;
    return [
      `${KIND_NAMES[row.kind]} ${row.size.join(', ')}: ${times.toFixed(2)}× in time, ` +
        `${(share(row) / share(before)).toFixed(2)}× in share of the limit`,
    ];
  });
  const paths = Object.entries(newer.paths ?? {}).flatMap(([name, of]) =>
    of.slice(0, 1).flatMap((path) => {
      const before = older.paths?.[name]?.[0];
      return before ? [`${name}: ${(before.median / path.median).toFixed(2)}×`] : [];
    }),
  );
  return [`${older.date} → ${newer.date}`, ...rows, ...paths].join('\n');
}
