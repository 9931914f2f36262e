import { describe, expect, it } from '@jest/globals';
import { CallInTime } from '../../../../test/support/call-in-time.js';
import type { CallFacts, UntimedInput } from './input.js';

describe('a reply that a noise has interrupted', () => {
  const interrupted: UntimedInput = { type: 'provider.interrupted', connection: 1, generation: 0 };
  const overWith = (generation: number): UntimedInput => ({
    type: 'provider.turn-complete',
    connection: 1,
    generation,
  });
  /** The model takes a sound of so many milliseconds for the visitor. */
  function coughed(ms: number, more: Partial<CallFacts> = {}): CallInTime {
    const call = new CallInTime(more).asks().says('It is ten, and ').sounds(2_000).pass(300);
    call
      .tell({ type: 'speech.started' })
      .pass(150)
      .tell(interrupted)
      .pass(ms - 150 + 200);
    call.tell({ type: 'provider.turn-complete', connection: 1, generation: 0 });
    return call.tell({ type: 'speech.ended', endedAt: call.now - 200, uplinkMs: 0 });
  }
  const rest = [expect.stringContaining('Continue your last reply')];
  const texts = (call: CallInTime) => call.of('provider-text').map(({ text }) => text);

  it('is gone on with where nothing was said', () => {
    for (const mayStaySilent of [false, true]) {
      const call = coughed(250, { mayStaySilent });
      const from = call.now;
      call.pass(2_000);
      expect(call.noted).toEqual(['phantom-interrupted: nudge']);
      expect((call.when('provider-text', from) ?? Infinity) - from).toBeLessThanOrEqual(1_500);
      expect(texts(call)).toEqual(rest);
      call.sounds(900, false, 1).pass(900).tell(overWith(1)).pass(9_000);
      expect(call.noted).toEqual(['phantom-interrupted: nudge', 'recovered']);
      // The rest of it answers no cough.
      expect(call.of('measure-latency')).toHaveLength(1);
    }
  });

  it('is not gone on with where the noise was a word, or a voice for a while', () => {
    const stopped = coughed(300).pass(900).hears('Stop.').pass(800);
    expect([stopped.noted, texts(stopped)]).toEqual([[], []]);
    stopped.sounds(500, false, 1).pass(500).tell(overWith(1)).pass(9_000);
    expect(texts(stopped).filter((text) => text.includes('Continue'))).toEqual([]);
    const spoken = coughed(1_400).pass(1_500).sounds(500, false, 1).pass(200);
    expect([spoken.noted, texts(spoken)]).toEqual([[], []]);
  });

  it('nor where the model answers by itself', () => {
    const call = coughed(250).pass(600).sounds(900, false, 1).pass(900);
    expect([call.noted, texts(call)]).toEqual([[], []]);
  });

  it('is gone on with where the connection is lost in the middle of the noise', () => {
    const call = new CallInTime().asks().says('It is ten, and ').sounds(2_000).pass(300);
    call.tell({ type: 'speech.started' }).pass(100);
    call.tell({ type: 'provider.closed', connection: 1, failure: 'transient', detail: '1011' }).pass(400);
    call.tell({ type: 'speech.ended', endedAt: call.now - 200, uplinkMs: 0 }).pass(2_000);
    expect(call.noted).toEqual(['phantom-interrupted: nudge']);
    expect(texts(call)).toEqual(rest);
  });
});
