import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CallInTime } from '../../../../test/support/call-in-time.js';
import type { UntimedInput } from './input.js';

const usage = (call: CallInTime, read: number, said = 100): UntimedInput => ({
  type: 'provider.usage',
  connection: call.connection,
  read,
  said,
});

/** A question and its answer, with what the model says it has read for it. */
const exchange = (call: CallInTime, read: number, said = 100): CallInTime =>
  call
    .asks()
    .pass(400)
    .says('It is ten o’clock. ')
    .sounds(1_000)
    .tell(usage(call, read, said))
    .over()
    .pass(1_500);

/** The connection is lost while nobody speaks, and the next one goes on by its handle. */
const resumed = (call: CallInTime): CallInTime =>
  call
    .tell({ type: 'provider.closed', connection: call.connection, failure: 'transient', detail: '1011' })
    .pass(200);

const talkOf = (answers: number): CallInTime => {
  const call = new CallInTime();
  for (let answer = 0; answer < answers; answer += 1) exchange(call, 500 + 200 * answer);
  return call;
};

describe('a session that was resumed and has forgotten the conversation', () => {
  it('is left in the next pause for a fresh one that is told what was said', () => {
    const call = exchange(resumed(talkOf(3)), 520);
    expect(call.noted).toEqual(['forgotten: fresh']);
    const [, again, fresh] = call.of('open-provider');
    expect(again).toMatchObject({ handle: 'h1' });
    expect(fresh).toMatchObject({ connection: 3, handle: undefined });
    expect(fresh?.history).toHaveLength(8);
  });

  it('is not left in the middle of what the visitor says', () => {
    const call = resumed(talkOf(3)).asks().pass(400).says('Ten. ').sounds(400);
    call.tell({ type: 'speech.started' }).tell(usage(call, 520)).over().pass(3_000);
    expect(call.of('open-provider')).toHaveLength(2);
    call.tell({ type: 'speech.ended', endedAt: call.now - 200, uplinkMs: 0 }).hears('And then?');
    call.pass(300).says('Eleven. ').sounds(400).over().pass(500);
    expect(call.of('open-provider').at(-1)).toMatchObject({ connection: 3, handle: undefined });
  });

  it('is not resumed again by the handles that it gives out', () => {
    const call = resumed(talkOf(3)).asks().pass(400).says('Ten. ').sounds(400);
    call.tell({ type: 'speech.started' }).tell(usage(call, 520)).over();
    call.tell({ type: 'provider.handle', connection: 2, handle: 'worthless' });
    resumed(call);
    expect(call.of('open-provider').at(-1)).toMatchObject({ connection: 3, handle: undefined });
  });

  it('is noticed by another gateway, which is told what was known', () => {
    const left = talkOf(3).tell({ type: 'drain', deadlineMs: 0 }).pass(1).of('hand-over')[0];
    expect(left).toMatchObject({ handle: 'h1', recall: { atFirst: 500, known: 1_000 } });
  });
});

describe('a session that was resumed and remembers', () => {
  it('is let alone, also where compression has halved what it knows', () => {
    expect(exchange(resumed(talkOf(3)), 1_050).noted).toEqual([]);
    const long = exchange(exchange(new CallInTime(), 2_000), 25_000);
    expect(exchange(resumed(long), 13_000).noted).toEqual([]);
  });

  it('is judged by its first answer only, and where there was something to forget', () => {
    expect(exchange(exchange(resumed(talkOf(3)), 1_050), 500).noted).toEqual([]);
    expect(exchange(resumed(exchange(new CallInTime(), 500, 50)), 500).noted).toEqual([]);
    expect(exchange(resumed(new CallInTime()), 500).noted).toEqual([]);
  });

  it('whatever it reads, as long as it reads no less than before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 0, max: 500 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 0, max: 1_000 }),
        (answers, more) => {
          const call = new CallInTime();
          let known = 0;
          for (const [read, said] of answers) {
            exchange(call, known + read, said);
            known += read + said;
          }
          return exchange(resumed(call), known + more).noted.length === 0;
        },
      ),
      { numRuns: 30 },
    );
  });
});
