// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import { fromRoot } from '../../bin/lib/paths.mjs';
import { medianVisit, openChromium, SLOW } from './fresh-browser.mjs';

/** From the moment a page asks for the script to the widget standing on it. */
const MEASURE = `new Promise((resolve, reject) => {
  const startedAt = performance.now();
  const script = document.createElement('script');
  script.onload = () => OrbisVoice.init({ agentId: 'bench', apiKey: 'ov_pk_bench', on: {
    ready: () => resolve(performance.now() - startedAt) } });
  script.onerror = () => reject(new Error('the script did not load'));
  script.src = '/widget.js';
  document.head.append(script);
})`;

/**
 * The size of the widget, and how long a visitor waits for it in a fresh browser. The times are absent where there is no
 * Chromium.
 * @param {(text: string) => void} progress
 */
export async function benchWidget(progress) {
  const file = fromRoot('widget/dist/widget.js');
  if (!existsSync(file)) throw new Error('widget/dist/widget.js is missing: npm run build');
  const source = readFileSync(file);
  // What the server sends.
  const packed = readFileSync(`${file}.gz`);
  const size = { raw: source.length, gzip: packed.length, brotli: brotliCompressSync(source).length };
  const browser = await openChromium();
  if (!browser) return { size, readyMs: undefined, slowReadyMs: undefined };

  const server = createServer(({ url }, response) => {
    if (url === '/widget.js')
      response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'gzip' }).end(packed);
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>bench</title>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const page = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  /** @param {import('./fresh-browser.mjs').Limits} [limits] */
  const ready = (limits) =>
    medianVisit(
      browser,
      async (visited, limit) => {
        await visited.goto(page);
        await limit();
        return visited.evaluate(MEASURE);
      },
      limits,
    );
  try {
    progress('widget: time to ready');
    const readyMs = await ready();
    progress('widget: time to ready on a slow telephone');
    return { size, readyMs, slowReadyMs: await ready(SLOW) };
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/** What others ship, measured with the same method on 2026-11-22; for scale, not measured here. */
export const PEERS =
  'for scale (2026-11-22, same method): Vapi 185 KB gzip, 1,359 ms; ElevenLabs embed 192 KB, 1,549 ms; LiveKit client 151 KB, 1,625 ms';
