import { describe, expect, it } from '@jest/globals';
import { isResumable } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { RESUMABLE_CLOSES, RESUME_WITHIN_MS } from '../protocol.js';
import { onClosed, onDue, onReady, PAUSES_MS, STABLE_MS, type Line } from './reconnect.js';

type Happening = { type: 'ready' | 'due' } | { type: 'closed'; code: number; luck: number };
const after = (line: Line, event: Happening, at: number): Line => {
  if (event.type === 'closed') return onClosed(line, event.code, at, event.luck);
  return event.type === 'due' ? onDue(line) : onReady(line, at);
};

const codes = [1000, 1001, 1005, 1006, 1011, ...Array.from({ length: 12 }, (_, index) => 4000 + index)];
const event = fc.oneof(
  fc.constant({ type: 'ready' as const }),
  fc.record({
    type: fc.constant('closed' as const),
    code: fc.constantFrom(...codes),
    luck: fc.float({ min: 0, max: 1, noNaN: true }),
  }),
  fc.constant({ type: 'due' as const }),
);
const story = fc.array(fc.tuple(event, fc.integer({ min: 0, max: 9_000 })), { maxLength: 60 });

/** All states along a story, each with the event and the time that led to it. */
function tell(events: [Happening, number][]) {
  let line: Line = { phase: 'first' };
  let at = 0;
  return events.map(([event, ms]) => {
    at += ms;
    const before = line;
    line = after(before, event, at);
    return { before, event, line, at };
  });
}

it('takes from the contract which closes may be resumed', () => {
  expect(codes.filter(isResumable)).toEqual([...RESUMABLE_CLOSES].sort((a, b) => a - b));
});

describe('a line', () => {
  it('retries at once, and then ever more slowly', () => {
    let line: Line = { phase: 'up', at: 0, attempt: 0, since: 0 };
    const pauses = Array.from({ length: 8 }, () => {
      line = onClosed(line, 1006, 10_000, 0.5);
      const pauseMs = line.phase === 'waiting' ? line.pauseMs : undefined;
      line = onDue(line);
      return pauseMs;
    });
    expect(pauses).toEqual([...PAUSES_MS, 4_000, 4_000]);
  });

  it('never leaves the end, repeats no first connection, and retries no close that is final', () => {
    fc.assert(
      fc.property(story, (events) => {
        for (const { before, event, line } of tell(events)) {
          if (before.phase === 'over') expect(line).toEqual(before);
          if (event.type !== 'closed' || before.phase === 'waiting') continue;
          const again = isResumable(event.code) || (event.code === 4001 && before.phase === 'trying');
          if (before.phase === 'first' || !again) expect(line.phase).toBe('over');
        }
      }),
    );
  });

  it('waits within its bounds, and gives up only when the server has, too', () => {
    fc.assert(
      fc.property(story, (events) => {
        for (const { before, line, event, at } of tell(events)) {
          if (line.phase === 'waiting') {
            expect(line.pauseMs).toBeLessThanOrEqual(4_000 * 1.25);
            expect(at - line.since).toBeLessThan(RESUME_WITHIN_MS + 9_000);
          }
          if (
            event.type === 'closed' &&
            isResumable(event.code) &&
            line.phase === 'over' &&
            'since' in before
          )
            expect(at - before.since).toBeGreaterThanOrEqual(RESUME_WITHIN_MS);
        }
      }),
    );
  });

  it('starts afresh after a while of being well, and goes on counting where the line falls at once', () => {
    const shaky: Line = { phase: 'up', at: 1_000, attempt: 3, since: 0 };
    expect(onClosed(shaky, 1006, 1_001, 0.5)).toMatchObject({ attempt: 3, pauseMs: 2_000 });
    expect(onClosed(shaky, 1006, 1_000 + STABLE_MS, 0.5)).toMatchObject({ attempt: 0, pauseMs: 0 });
  });
});
