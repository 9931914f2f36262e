import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  awayFrom,
  backTo,
  dropped,
  given,
  heardMs,
  nothingGiven,
  played,
  unheardMs,
  type Hearing,
} from './hearing.js';

const AT = 1_000;
const begun = (ms: number) => given(nothingGiven(AT), 1, ms, AT);

describe('how far the visitor has heard', () => {
  it('is at most the time that has passed less what a player buffers, without a word from the client', () => {
    const some = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(some, some, (sentMs, passed) => {
        const heard = heardMs(begun(sentMs), { turn: 1, sentMs }, AT + passed);
        expect(heard).toBeLessThanOrEqual(Math.min(sentMs, Math.max(0, passed - 250)));
        expect(heard).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is what the client says, of its turn, and no more than it was given', () => {
    const two = given(played(begun(2_000), 1, 1_200, AT), 2, 1_000, AT);
    expect(heardMs(two, { turn: 1, sentMs: 2_000 }, AT + 9_000)).toBe(1_200);
    expect(heardMs(two, { turn: 2, sentMs: 1_000 }, AT + 9_000)).toBe(0);
    const later = played(two, 2, 7_000, AT);
    expect(heardMs(later, { turn: 1, sentMs: 2_000 }, AT)).toBe(2_000);
    expect(unheardMs(later, AT)).toBe(0);
  });

  it('stands still while they are away, and goes on where they come back', () => {
    const away = given(awayFrom(begun(3_000), AT + 1_250), 1, 500, AT + 1_300);
    expect(unheardMs(away, AT + 60_000)).toBe(2_500);
    const back = backTo(away, 2_500, AT + 60_000);
    expect(heardMs(back, { turn: 1, sentMs: 3_500 }, AT + 61_250)).toBe(2_000);
  });

  it('never runs backwards, nor beyond what was given, whatever happens', () => {
    const event = fc.oneof(
      fc.record({ give: fc.integer({ min: 1, max: 4_000 }), turn: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ play: fc.integer({ min: 0, max: 9_000 }), turn: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ wait: fc.integer({ min: 1, max: 3_000 }) }),
      fc.constantFrom('drop', 'leave', 'return'),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let at = AT;
        let hearing: Hearing = nothingGiven(at);
        let before = 0;
        for (const one of events) {
          if (typeof one === 'object' && 'wait' in one) at += one.wait;
          const byTheClock = hearing.playedMs === undefined;
          hearing = next(hearing, one, at);
          const unheard = unheardMs(hearing, at);
          expect(unheard).toBeGreaterThanOrEqual(0);
          expect(unheard).toBeLessThanOrEqual(hearing.givenMs);
          const heard = hearing.givenMs - unheard;
          // Without a word, it is uncertain by what a player buffers; the first word puts right whatever was guessed.
          if (byTheClock && hearing.playedMs !== undefined) before = heard;
          expect(heard).toBeGreaterThanOrEqual(before - 250);
          before = Math.max(before, heard);
        }
      }),
    );
  });
});

type Event = { give: number; turn: number } | { play: number; turn: number } | { wait: number } | string;

function next(hearing: Hearing, event: Event, at: number): Hearing {
  if (event === 'drop') return dropped(hearing, at);
  if (event === 'leave') return awayFrom(hearing, at);
  if (event === 'return') return backTo(hearing, unheardMs(hearing, at), at);
  if (typeof event === 'string' || 'wait' in event) return hearing;
  return 'give' in event
    ? given(hearing, event.turn, event.give, at)
    : played(hearing, event.turn, event.play, at);
}
