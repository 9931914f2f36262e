import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { tokensFile } from './tokens-file.js';

describe('tokensFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokens-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes the vocabulary once, with single bytes as bytes', () => {
    const inner = join(folder, 'new', 'folder');
    const path = tokensFile(inner);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(32_000);
    expect(lines[13]).toBe(`${Buffer.of(10).toString('base64')} 13`);
    expect(tokensFile(inner)).toBe(path);
    expect(readdirSync(inner)).toHaveLength(1);
  });
});
