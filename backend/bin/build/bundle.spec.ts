import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readContent } from '../../../frontend/bin/read-content.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { BUNDLES } from './bundle.mjs';

const site = BUNDLES.find(({ folder }) => folder === 'frontend');

describe('the bundle of the dashboard and public site', () => {
  it('is made anew when any page of the documents changes', () => {
    const { documents, documentDrawings } = readContent();
    const read = [...Object.keys(documents), ...Object.keys(documentDrawings)].map((file) => `docs/${file}`);
    expect(read).toContain('docs/runbooks/stuck-queue.md');
    const inputs = site?.inputs ?? [];
    expect(read.filter((file) => !inputs.some((input) => `${file}/`.startsWith(`${input}/`)))).toEqual([]);
  });

  it('names inputs that are there', () => {
    expect((site?.inputs ?? []).filter((input) => !existsSync(fromRoot(input)))).toEqual([]);
  });
});
