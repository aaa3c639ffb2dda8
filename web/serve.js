// Serves dist/ on this computer: `node web/serve.js [first port]`. Takes the next free port and prints the address.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
});

/**
 * A static file server; it answers nothing outside its folder.
 * @param {string} folder
 */
export function createStaticServer(folder) {
  const root = normalize(folder + sep);
  return createServer(async (request, response) => {
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const path = normalize(join(root, decodeURIComponent(pathname)));
      const file = path.endsWith(sep) ? join(path, 'index.html') : path;
      if (!file.startsWith(root) || !(await stat(file)).isFile()) {
        throw new Error('not a file');
      }
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' });
      createReadStream(file).pipe(response);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end('Not found\n');
    }
  });
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port the first one to try; 0 takes any
 * @returns {Promise<number>} the one that was free
 */
export function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' && port < 65535) {
        resolve(listen(server, port + 1));
      } else {
        reject(error);
      }
    });
    server.listen(port, 'localhost', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve(address.port);
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
  const port = await listen(createStaticServer(dist), Number(process.argv[2] ?? 8080));
  console.log(`The playground is at http://localhost:${port}/ (Ctrl+C stops it).`);
}
