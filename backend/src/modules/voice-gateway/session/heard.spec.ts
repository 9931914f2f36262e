import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMark, heardText, type SpokenText, type TextMark } from './heard.js';

/** A reply as it arrives: words and stretches of audio in any order. */
const arriving = fc.array(
  fc.oneof(
    fc.record({ words: fc.constantFrom(' It', ' is ten', ' o’clock now.', ' 今は十時', '', ' \n', 'ly 👍') }),
    fc.record({ ms: fc.integer({ min: 1, max: 900 }) }),
  ),
  { maxLength: 30 },
);
type Arriving = ({ words: string } | { ms: number })[];

function reply(pieces: Arriving, complete: boolean): SpokenText {
  let text = '';
  let sentMs = 0;
  let marks: readonly TextMark[] = [];
  for (const piece of pieces) {
    if ('ms' in piece) sentMs += piece.ms;
    else {
      marks = addMark(marks, sentMs, text.length);
      text += piece.words;
    }
  }
  return { text, marks, sentMs, complete };
}

describe('heardText', () => {
  it('is a prefix that only grows with what was heard, and in the end is the whole', () => {
    const some = fc.integer({ min: 0, max: 30_000 });
    fc.assert(
      fc.property(arriving, fc.boolean(), some, some, (pieces, complete, a, b) => {
        const spoken = reply(pieces, complete);
        const [less, more] = [heardText(spoken, Math.min(a, b)), heardText(spoken, Math.max(a, b))];
        expect(spoken.text.startsWith(more)).toBe(true);
        expect(more.startsWith(less)).toBe(true);
        if (complete) expect(heardText(spoken, spoken.sentMs)).toBe(spoken.text);
      }),
    );
  });

  it('ends with a whole word', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), (ms) => {
        const spoken = reply([{ words: 'It is time for tea' }, { ms: 4_000 }], true);
        const rest = spoken.text.slice(heardText(spoken, ms).length);
        expect(rest === '' || rest.startsWith(' ') || rest === spoken.text).toBe(true);
      }),
    );
  });

  it.each<[string, Arriving, number, string]>([
    [
      'words by their place in the audio',
      [{ words: 'One two' }, { ms: 800 }, { words: ' three' }, { ms: 800 }],
      800,
      'One two',
    ],
    ['nothing before the first word is over', [{ words: 'Certainly' }, { ms: 900 }], 300, ''],
    [
      'words that came after their audio from its start',
      [{ ms: 1_000 }, { words: 'One two' }, { ms: 20 }],
      600,
      'One',
    ],
    [
      'no words whose audio was never sent',
      [{ words: 'A long sentence that arrives at once' }, { ms: 400 }],
      400,
      'A long',
    ],
    ['scripts without spaces by letters', [{ words: '今は十時です' }, { ms: 600 }], 300, '今は十'],
  ])('places %s', (_name, pieces, ms, text) => {
    expect(heardText(reply(pieces, false), ms)).toBe(text);
  });
});
