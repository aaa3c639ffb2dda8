/** Asks the browser to keep the site, where it is a site of its own: not in frames, not from a file. */
import { serviceWorkerUrl } from '../worker/worker_url.js';

export async function keepOffline() {
  try {
    const isSite = window.top === window && /^https?:$/.test(location.protocol);
    if (isSite && serviceWorkerUrl) await navigator.serviceWorker?.register(serviceWorkerUrl);
  } catch {
    // Browsers refuse it where they refuse storage; the page needs neither.
  }
}
