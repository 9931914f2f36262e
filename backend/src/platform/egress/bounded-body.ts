import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { EgressError } from './egress-error.js';

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The whole text of an answer. Counted after decompression, so that a small bomb is as big as what it becomes.
 * @throws EgressError `too_large` beyond `maxBytes`; `broken` for an encoding that nobody asked for.
 */
export async function readBounded(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<string> {
  // Giving up half-way makes the body fail once more, when nobody listens any longer; that would end the process.
  body.on('error', () => undefined);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of decoded(body, encoding) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new EgressError('too_large', true);
      chunks.push(chunk);
    }
  } finally {
    body.destroy();
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The first `maxBytes` of an answer, or what of them arrived within `timeoutMs` and before anything broke. */
export async function readExcerpt(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
  timeoutMs: number,
): Promise<string> {
  body.on('error', () => undefined);
  const timer = setTimeout(() => body.destroy(), timeoutMs);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of decoded(body, encoding) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      if ((bytes += chunk.length) >= maxBytes) break;
    }
  } catch {
    // What has arrived is still worth reading.
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
  // Cut in the middle of a character the text ends with a replacement character, which tells nobody anything.
  return Buffer.concat(chunks)
    .subarray(0, maxBytes)
    .toString('utf8')
    .replace(/\ufffd+$/, '');
}

function decoded(body: Readable, encoding = 'identity'): Readable {
  if (encoding === 'identity' || encoding === '') return body;
  const make = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding as keyof typeof DECODERS] : undefined;
  if (!make) throw new EgressError('broken', true);
  const decoder = make();
  // `pipe` alone passes no errors on, and a broken connection must not look like the end of the text.
  body.once('error', (error) => decoder.destroy(error));
  decoder.once('close', () => body.destroy());
  return body.pipe(decoder);
}
