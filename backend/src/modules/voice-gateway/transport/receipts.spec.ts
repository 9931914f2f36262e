import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_UNRECEIVED_BYTES, Receipts } from './receipts.js';

const SECOND = 48_000;

describe('Receipts', () => {
  it('asks behind each two seconds of audio, and is content with the newest answer', () => {
    const receipts = new Receipts();
    const asked = Array.from({ length: 60 }, () => receipts.sent(SECOND / 5)).filter(Boolean);
    expect(asked).toEqual([2, 4, 6, 8, 10, 12].map((seconds) => String(seconds * SECOND)));
    expect(receipts.overdue).toBe(true);
    receipts.confirm(String(8 * SECOND));
    receipts.confirm(String(4 * SECOND));
    expect(receipts.overdue).toBe(false);
  });

  it.each(['', 'ready', 'NaN', 'Infinity', '-1', String(1e15)])('takes no other answer: %j', (answer) => {
    const receipts = new Receipts();
    receipts.sent(MAX_UNRECEIVED_BYTES + 2);
    receipts.confirm(answer);
    expect(receipts.overdue).toBe(true);
  });

  it('never lets more than the bound be under way, nor blames a client that answers within it', () => {
    const step = fc.record({ bytes: fc.integer({ min: 2, max: 3 * SECOND }), answersLeft: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const receipts = new Receipts();
        const questions: string[] = [];
        let sent = 0;
        let answered = 0;
        for (const { bytes, answersLeft } of steps) {
          expect(receipts.overdue).toBe(sent - answered > MAX_UNRECEIVED_BYTES);
          const question = receipts.sent(bytes);
          sent += bytes;
          if (question) questions.push(question);
          while (questions.length > answersLeft) {
            answered = Number(questions[0]);
            receipts.confirm(questions.shift() ?? '');
          }
        }
      }),
    );
  });
});
