import { afterEach, describe, expect, it } from '@jest/globals';
import type { CallAnalysis as Analysis } from '@orbisvoice/contracts';
import { cleanup, render } from '@testing-library/react';
import { CallAnalysis } from './call-analysis.js';

afterEach(cleanup);

const none: Analysis = {
  state: 'failed',
  reason: null,
  summary: null,
  criteria: [],
  fields: [],
  model: null,
  usage: null,
  cost: null,
  analysedAt: null,
  again: null,
};
const wordsOf = (analysis: Analysis) => render(<CallAnalysis analysis={analysis} />).container.textContent;

describe('the analysis of a call', () => {
  it.each([
    [{ state: 'failed', reason: null }, /^Not analysed: something went wrong on our side\.$/],
    [{ state: 'failed', reason: 'unavailable' }, /^Not analysed: the model could not be reached/],
    [{ state: 'skipped', reason: 'no_key' }, /^Not analysed: this installation has no key of a model\.$/],
    [{ state: 'waiting', reason: null }, /^Not analysed yet\./],
  ] as const)('says where there is none, and why: %j', (about, words) => {
    expect(wordsOf({ ...none, ...about })).toMatch(words);
  });

  it('is shown where it is done', () => {
    const done = {
      state: 'done',
      summary: 'A table was booked.',
      analysedAt: '2026-01-02T03:04:05.000Z',
    } as const;
    const words = wordsOf({ ...none, ...done, model: 'gemini-3.8-flash' });
    expect(words).toMatch(/^A table was booked\.gemini-3\.8-flash · /);
  });
});
