import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SDK_TRAPS, SERVICE_TRAPS } from './known-traps.js';

const GATEWAY = join(import.meta.dirname, '../..');

describe('known traps', () => {
  it('has every row, and each is dealt with somewhere that exists or is named as a later step', () => {
    expect(Object.keys(SERVICE_TRAPS).map(Number)).toEqual(
      Array.from({ length: 29 }, (_, index) => index + 1),
    );
    for (const { trap, where, next } of [...SDK_TRAPS, ...Object.values(SERVICE_TRAPS)]) {
      if (where.length === 0 && !next) throw new Error(`nobody deals with: ${trap}`);
      const missing = where.filter((file) => !existsSync(join(GATEWAY, file)));
      expect({ trap, missing }).toEqual({ trap, missing: [] });
    }
  });

  it('has a test for every row', () => {
    const missing = Object.values(SERVICE_TRAPS).filter(({ shown: [file, words] }) => {
      return !readFileSync(join(GATEWAY, file), 'utf8').includes(words);
    });
    expect(missing.map(({ trap }) => trap)).toEqual([]);
  });
});
