// In place of language.js beside the core that the page begins with, which does not write, count or train.

/** @returns {never} */
function absent() {
  throw new Error('This build of the core neither writes nor trains.');
}

export const createBigram = absent;
export const createCounterExamples = () => absent;
export const createTraining = absent;
export const generateTokens = absent;
