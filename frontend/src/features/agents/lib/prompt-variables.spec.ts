import { describe, expect, it } from '@jest/globals';
import { placeParts, promptPlaces } from './prompt-variables.js';

it.each([
  ['Hi {{name}}, from {{ shop }}; {{name}} again', ['name', 'shop'], []],
  ['say \\{{name}} as it stands', [], []],
  ['{{first name}} and {{}} and {{1st}}', [], ['{{first name}}', '{{}}', '{{1st}}']],
  ['{"a": {"b": 1}}', [], []],
])('reads the places of %j', (text, names, faults) => {
  expect(promptPlaces(text)).toEqual({ names, faults });
});

it('keeps the order of first use across texts', () => {
  expect(promptPlaces('{{b}} {{a}}', '{{c}} {{b}}').names).toEqual(['b', 'a', 'c']);
});

describe('placeParts', () => {
  it('cuts a text at its places, and gives back all of it', () => {
    const text = 'Hi {{ name }}, \\{{not this}} or {{first name}}';
    const parts = placeParts(text);
    expect(parts.map(({ source }) => source).join('')).toBe(text);
    expect(parts.filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'name', source: '{{ name }}' },
      { kind: 'fault', source: '{{first name}}' },
    ]);
    expect(placeParts('')).toEqual([]);
  });
});
