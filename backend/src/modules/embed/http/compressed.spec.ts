import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { compress, encodingFor } from './compressed.js';

describe('the form in which a script is sent', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['gzip;q=0.0, br;q=0', undefined],
  ])('for a browser that takes %j is %s', (accepted, encoding) => {
    expect(encodingFor(accepted)).toBe(encoding);
  });

  it('is made once and has the same content', async () => {
    const content = Buffer.from('speak();'.repeat(100));
    expect(brotliDecompressSync(await compress(content, 'br'))).toEqual(content);
    expect(gunzipSync(await compress(content, 'gzip'))).toEqual(content);
    expect(compress(content, 'br')).toBe(compress(content, 'br'));
  });
});
