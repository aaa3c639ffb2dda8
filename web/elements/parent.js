/** For pages with frames of the playground: gives each the height that it asks for, and hands on what it says. */
/** @param {Window | null} frame */
const promise = (frame) => frame?.postMessage({ playground: 1, type: 'resize' }, '*');

addEventListener('message', ({ data, source }) => {
  if (data?.playground !== 1) return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow !== source) continue;
    if (data.type === 'hello') promise(frame.contentWindow);
    else if (data.type !== 'height') {
      frame.dispatchEvent(new CustomEvent(`playground-${data.type}`, { detail: data.detail }));
    } else if (data.height > 0) {
      frame.style.setProperty('height', `${Math.min(data.height, 20000)}px`);
    }
  }
});
// Those that have said hello before this script was there.
for (const frame of document.querySelectorAll('iframe')) {
  if (frame.src.includes('embed.html')) promise(frame.contentWindow);
}
