import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';

type Encoding = 'br' | 'gzip';

const COMPRESS = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** What compressing made of a content, remembered by the content itself: scripts are few and asked for often. */
const compressed: Record<Encoding, WeakMap<Buffer, Promise<Buffer>>> = {
  br: new WeakMap(),
  gzip: new WeakMap(),
};

/** The smallest form that the browser takes. */
export function encodingFor(acceptEncoding: string | undefined): Encoding | undefined {
  const accepted = new Set(
    (acceptEncoding ?? '')
      .split(',')
      .map((part) =>
        part
          .trim()
          .toLowerCase()
          .split(/\s*;\s*/),
      )
      .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
      .map(([name]) => name),
  );
  return (['br', 'gzip'] as const).find((encoding) => accepted.has(encoding));
}

export function compress(content: Buffer, encoding: Encoding): Promise<Buffer> {
  const known = compressed[encoding].get(content);
  if (known) return known;
  const made = COMPRESS[encoding](content);
  compressed[encoding].set(content, made);
  return made;
}
