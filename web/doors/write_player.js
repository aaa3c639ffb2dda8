/**
 * Writes word after word until it is paused.
 * @param {object} parts
 * @param {() => Promise<unknown>} parts.advance one word more
 * @param {() => boolean} parts.isFull
 * @param {() => number} parts.speed words a second
 * @param {() => void} parts.onChange it plays, or no longer
 */
export function createPlayer({ advance, isFull, speed, onChange }) {
  /** Every playing has its number; 0: none. */
  let playing = 0;
  let plays = 0;

  function pause() {
    playing = 0;
    onChange();
  }

  async function play() {
    plays += 1;
    const mine = plays;
    playing = mine;
    while (playing === mine && !isFull()) {
      const begun = performance.now();
      await advance();
      const left = 1000 / speed() - (performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, left));
    }
    if (playing === mine) pause();
  }

  return {
    play,
    pause,
    get isPlaying() {
      return playing > 0;
    },
  };
}
