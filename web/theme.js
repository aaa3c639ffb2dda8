/** Which of the two themes is on: the visitor's choice, else the system's; on paper always the light one. */

/** @typedef {'auto' | 'light' | 'dark'} Choice */

const STORED = 'attention-playground-theme';

/** The choice of an earlier visit. @returns {Choice} */
export function rememberedTheme() {
  try {
    const stored = localStorage.getItem(STORED);
    return stored === 'light' || stored === 'dark' ? stored : 'auto';
  } catch {
    return 'auto';
  }
}

/** @param {Choice} choice */
export function rememberTheme(choice) {
  try {
    localStorage.setItem(STORED, choice);
  } catch {
    // Storage is refused in some frames: the choice then lasts as long as the page.
  }
}

/** @param {() => void} onChange the system's theme changed, or printing began or ended */
export function createTheme(onChange) {
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const printing = matchMedia('print');
  systemDark.addEventListener('change', onChange);
  printing.addEventListener('change', onChange);

  /**
   * @param {Choice} choice
   * @returns {'light' | 'dark'}
   */
  function resolve(choice) {
    if (printing.matches) return 'light';
    if (choice !== 'auto') return choice;
    return systemDark.matches ? 'dark' : 'light';
  }

  return {
    resolve,
    /** @param {Choice} choice */
    apply(choice) {
      document.documentElement.dataset.theme = resolve(choice);
    },
  };
}
