import { expect, it } from '@jest/globals';
import { promptPlaces } from './prompt-variables.js';

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
