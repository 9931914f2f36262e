import { expect, it } from '@jest/globals';
import { Circle } from 'lucide-react';
import { matching, type PaletteEntry } from './entries.js';

const entry = (group: string, text: string, hint?: string): PaletteEntry => ({
  id: `${group} ${text}`,
  group,
  text,
  ...(hint && { hint }),
  Icon: Circle,
  run: () => undefined,
});
const ALL = [
  entry('Pages', 'Agents'),
  entry('Pages', 'Calls'),
  entry('Agents', 'Recall desk', 'Published'),
  entry('Agents', 'Night desk'),
  entry('Actions', 'New agent'),
];
const found = (query: string) => matching(ALL, query).map(({ text }) => text);

it('offers everything as it was given where nothing is asked', () => {
  expect(found('  ')).toEqual(ALL.map(({ text }) => text));
});

it.each([
  ['beginnings come before middles', 'call', ['Calls', 'Recall desk']],
  ['a beginning of a word comes before what stands within one', 'desk', ['Recall desk', 'Night desk']],
  ['every word has to be there, in any order', 'desk nig', ['Night desk']],
  ['the hint counts too', 'published', ['Recall desk']],
  ['capitals do not matter', 'NEW', ['New agent']],
  ['nothing is found by what is not there', 'zebra', []],
])('%s', (_rule, query, texts) => expect(found(query)).toEqual(texts));

it('keeps groups together', () => {
  expect(matching(ALL, 'agent').map(({ group }) => group)).toEqual(['Pages', 'Actions']);
});
