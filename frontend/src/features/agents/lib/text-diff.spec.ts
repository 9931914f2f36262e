import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diffText } from './text-diff.js';

const side = (kind: 'added' | 'removed', before: string, after: string): string =>
  diffText(before, after)
    .filter((part) => part.kind === 'same' || part.kind === kind)
    .map(({ text }) => text)
    .join('');

describe('diffText', () => {
  it('shows the words of a line that were rewritten, and leaves other lines alone', () => {
    expect(diffText('Be kind.\nBe brief.\n', 'Be kind.\nBe very brief.\n')).toEqual([
      { kind: 'same', text: 'Be kind.\nBe ' },
      { kind: 'added', text: 'very ' },
      { kind: 'same', text: 'brief.\n' },
    ]);
  });

  it('shows whole lines that came and went', () => {
    expect(diffText('one\ntwo\nthree', 'one\nthree')).toEqual([
      { kind: 'same', text: 'one\n' },
      { kind: 'removed', text: 'two\n' },
      { kind: 'same', text: 'three' },
    ]);
  });

  it('says nothing of two empty texts, and shows a block beyond measure whole', () => {
    expect(diffText('', '')).toEqual([]);
    const many = (word: string) => Array.from({ length: 2_100 }, (_, at) => `${word}${at}`).join(' ');
    expect(diffText(many('a'), many('b')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });

  it('loses and invents nothing', () => {
    const text = fc.array(fc.constantFrom('be ', 'kind', '.', '\n', 'ü ', '{{name}}'), { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [before, after] = [one.join(''), other.join('')];
        expect(side('removed', before, after)).toBe(before);
        expect(side('added', before, after)).toBe(after);
      }),
    );
  });
});
