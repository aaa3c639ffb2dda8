/** What the build puts into the element's script beside its code: see web/build_elements.js. */

/**
 * The part that computes, as one function that names nothing outside itself: run in a worker from its source, or where
 * workers are refused on the page's own thread.
 * @param self the worker, or a port of a channel
 * @param base the folder of the script, '' where it has no address
 */
export const host: (self: HostScope, base: string) => void;

export interface HostScope {
  postMessage(message: unknown, options?: { transfer: Transferable[] }): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** The core, as bytes_text.js writes bytes. */
export const coreText: string;
/** Models that are in the script itself, by name. */
export const modelTexts: Readonly<Record<string, string>>;
/** The views' style sheets, for a shadow tree. */
export const styleText: string;
/** Those of the later panels. */
export const laterStyleText: string;
