import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTemplate, templateVariables } from './prompt-template.js';

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/);
const words = fc.string({ unit: fc.constantFrom('a', ' ', '{', '}', '\\', 'é', '\n', '😀') });
const escape = (text: string) => text.replaceAll('{{', '\\{{');

describe('parseTemplate', () => {
  it.each([
    [
      'Hi {{name}}!',
      [
        { kind: 'text', text: 'Hi ' },
        { kind: 'place', name: 'name' },
        { kind: 'text', text: '!' },
      ],
    ],
    ['{{ name }}', [{ kind: 'place', name: 'name' }]],
    ['{{\tname\n}}', [{ kind: 'place', name: 'name' }]],
    ['say \\{{name}}', [{ kind: 'text', text: 'say {{name}}' }]],
    ['{"a": {"b": 1}}', [{ kind: 'text', text: '{"a": {"b": 1}}' }]],
    ['{{first name}}', [{ kind: 'fault', source: '{{first name}}' }]],
    ['{{}}', [{ kind: 'fault', source: '{{}}' }]],
    ['{{1st}}', [{ kind: 'fault', source: '{{1st}}' }]],
    [
      'open {{name',
      [
        { kind: 'text', text: 'open ' },
        { kind: 'fault', source: '{{' },
        { kind: 'text', text: 'name' },
      ],
    ],
    ['', []],
  ])('reads %j', (template, parts) => {
    expect(parseTemplate(template)).toEqual(parts);
  });

  it('gives escaped text back unchanged, whatever stands in it', () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(parseTemplate(escape(text))).toEqual(text ? [{ kind: 'text', text }] : []);
      }),
    );
  });

  it('finds exactly the places that were written, with any spacing', () => {
    const space = fc.string({ unit: fc.constantFrom(' ', '\t', '\n'), maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(words, name, space, space)), (pieces) => {
        // A text that ends in a backslash would escape the place behind it, so a full stop parts the two.
        const template = pieces.map(([text, id, l, r]) => `${escape(text)}.{{${l}${id}${r}}}`).join('');
        const places = parseTemplate(template).filter((part) => part.kind !== 'text');
        expect(places).toEqual(pieces.map(([, id]) => ({ kind: 'place', name: id })));
      }),
    );
  });

  it('leaves no opening braces unexplained in any input', () => {
    fc.assert(
      fc.property(words, (template) => {
        const parts = parseTemplate(template);
        const openings = template.match(/\{\{/g)?.length ?? 0;
        if (openings === 0) expect(parts.every((part) => part.kind === 'text')).toBe(true);
        else expect(parts.some((part) => part.kind !== 'text' || part.text.includes('{{'))).toBe(true);
      }),
    );
  });
});

describe('templateVariables', () => {
  it('names each variable once, in order of first use over all templates', () => {
    expect(templateVariables('{{b}} {{a}} {{b}}', '{{c}} {{a}} \\{{d}}')).toEqual(['b', 'a', 'c']);
  });
});
