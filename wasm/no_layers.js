// In place of layers.js beside the core that the page begins with: it is asked for traces alone.

const none = () => undefined;

export const createAttention = () => ({ run: none, delete: none });
export const createMultiHead = none;
export const createBlocks = none;
