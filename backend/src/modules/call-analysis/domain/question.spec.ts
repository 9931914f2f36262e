import type { AnalysisSettings } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { costNanos } from './prices.js';
import { answerSchema, answerTokens, findingsOf } from './question.js';

const settings: AnalysisSettings = {
  enabled: true,
  criteria: [{ name: 'Booked', description: 'A table was booked.' }],
  fields: [
    { name: 'Party size', description: 'How many people.', kind: 'number' },
    { name: 'Mood', description: 'How they sounded.', kind: 'choice', options: ['calm', 'cross'] },
    { name: 'Returning', description: 'Was here before.', kind: 'boolean' },
    { name: 'Wish', description: 'Anything special.', kind: 'text' },
  ],
};
const good = {
  summary: ' A table for four. ',
  criterion_1: { verdict: 'met', reason: 'They agreed on seven.' },
  field_1: 4,
  field_2: 'calm',
  field_3: null,
  field_4: 'by the window',
};

describe('the question', () => {
  it('asks for every criterion and field, and lets each field be unknown', () => {
    const schema = answerSchema(settings) as { properties: Record<string, object>; required: string[] };
    expect(schema.required).toEqual(['summary', 'criterion_1', 'field_1', 'field_2', 'field_3', 'field_4']);
    expect(schema.properties.field_1).toEqual({
      type: ['number', 'null'],
      description: 'Party size: How many people.',
    });
    expect(schema.properties.field_2).toMatchObject({
      anyOf: [{ type: 'string', enum: ['calm', 'cross'] }, { type: 'null' }],
    });
  });
});

describe('the room for an answer', () => {
  it('grows with what is asked, and holds the longest that is kept, thoughts before it', () => {
    const least = answerTokens({ enabled: true, criteria: [], fields: [] });
    expect(least).toBeGreaterThan(8_192);
    const most = answerTokens({
      enabled: true,
      criteria: Array.from({ length: 10 }, (_, at) => ({ name: `C${at}`, description: 'Asked.' })),
      fields: Array.from({ length: 20 }, (_, at) => ({
        name: `F${at}`,
        description: 'Said.',
        kind: 'text' as const,
      })),
    });
    expect(most - least).toBeGreaterThan(10 * 300 + 20 * 1_000);
    // What the model of the price list can give at all.
    expect(most).toBeLessThan(65_536);
  });
});

describe('the answer', () => {
  it('is told by the names of the settings', () => {
    expect(findingsOf(good, settings)).toEqual({
      summary: 'A table for four.',
      criteria: [{ name: 'Booked', verdict: 'met', reason: 'They agreed on seven.' }],
      fields: [
        { name: 'Party size', value: 4 },
        { name: 'Mood', value: 'calm' },
        { name: 'Returning', value: null },
        { name: 'Wish', value: 'by the window' },
      ],
    });
  });

  it.each([
    ['no summary', { summary: '' }],
    ['another verdict', { criterion_1: { verdict: 'maybe', reason: '' } }],
    ['a missing criterion', { criterion_1: undefined }],
    ['a number in words', { field_1: 'four' }],
    ['a choice of its own', { field_2: 'happy' }],
    ['a missing field', { field_4: undefined }],
  ])('with %s is none', (_what, part) => {
    expect(findingsOf({ ...good, ...part }, settings)).toBeUndefined();
  });

  it('whatever it is, gives findings as the settings want them, or none', () => {
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(Object.keys(good).map((key) => [key, fc.jsonValue()]))),
        (json) => {
          const found = findingsOf({ ...json }, settings);
          if (found)
            expect(found.fields.map(({ name }) => name)).toEqual(settings.fields.map(({ name }) => name));
        },
      ),
    );
    fc.assert(fc.property(fc.jsonValue(), (json) => void findingsOf(json, settings)));
  });
});

describe('the cost', () => {
  it('is exact in billionths of a dollar, and unknown where the price is', () => {
    expect(costNanos('gemini-3.8-flash', 1_000, 100)).toBe(1_000 * 750 + 100 * 3_750);
    expect(costNanos('some-model', 1_000, 100)).toBeUndefined();
  });
});
