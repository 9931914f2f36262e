import { describe, expect, it } from '@jest/globals';
import { CallInTime } from '../../../../test/support/call-in-time.js';
import { digestOf } from '../../../../test/support/call-facts.js';
import type { CallFacts, CallTool, ToolSettled } from './input.js';

const tool = (name: string): CallTool => ({
  id: name,
  digestOf: digestOf(name),
  name,
  kind: 'http',
  filler: '',
  background: false,
  modelTalks: true,
});
const facts: Partial<CallFacts> = { answerMs: 1_900, tools: [tool('book'), tool('endCall')] };
const bye: ToolSettled = { kind: 'result', result: { endCall: true }, endCall: true };
const booked: ToolSettled = { kind: 'result', result: { booked: true } };

const calls = (it: CallInTime, ...names: string[]) =>
  it.tell({
    type: 'provider.tool-calls',
    connection: it.connection,
    generation: 0,
    calls: names.map((name) => ({ id: name, name, args: {} })),
  });
const settles = (it: CallInTime, occasion: string, outcome: ToolSettled) =>
  it.tell({ type: 'tool.settled', occasion, outcome });
const begun = () => new CallInTime(facts).asks('Book it, and goodbye.').pass(300);
const lost = (it: CallInTime) =>
  it.tell({ type: 'provider.closed', connection: it.connection, failure: 'transient', detail: '1011' });

describe('a call that the agent ends', () => {
  it('is not over before what was wanted besides is done and told', () => {
    const it = settles(calls(begun(), 'book', 'endCall'), 'endCall', bye).pass(5_000);
    expect(it.of('finalise')).toEqual([]);
    settles(it, 'book', booked).pass(1_500);
    expect(it.of('finalise')).toEqual([]);
    it.says('You are booked. Goodbye.').sounds(1_500).pass(1_200).over().pass(2_500);
    expect(it.of('finalise')).toMatchObject([{ reason: 'agent_ended' }]);
  });

  it('is over after half a minute, whatever is still on its way', () => {
    const it = settles(calls(begun(), 'book', 'endCall'), 'endCall', bye);
    for (let waited = 0; waited < 31_000; waited += 1_000) it.pass(1_000);
    expect(it.of('finalise')).toMatchObject([{ reason: 'agent_ended' }]);
  });

  it('waits for the connection on which the goodbye is said', () => {
    const it = lost(settles(calls(begun(), 'endCall'), 'endCall', bye).pass(300));
    for (const pauseMs of [10, 510, 1_010, 2_010]) {
      it.pass(pauseMs);
      const { connection } = it;
      it.tell({ type: 'provider.open-failed', connection, failure: 'busy', detail: '' });
    }
    it.pass(4_100);
    expect(it.of('finalise')).toEqual([]);
    it.pass(1_000).says('Goodbye.').sounds(900).pass(900).over().pass(2_500);
    expect(it.of('finalise')).toHaveLength(1);
  });

  describe('with a goodbye before its tool', () => {
    const emptyTurn = (it: CallInTime) =>
      it.tell({ type: 'provider.turn-complete', connection: it.connection, generation: 1 });

    it('is not asked for another one by an empty turn', () => {
      const it = begun().says('Goodbye!').sounds(1_200);
      settles(calls(it, 'endCall').pass(100).over(), 'endCall', bye).pass(300);
      emptyTurn(it).pass(4_000);
      expect(it.noted).toEqual([]);
      expect(it.of('provider-text')).toEqual([]);
      expect(it.of('finalise')).toMatchObject([{ reason: 'agent_ended' }]);
    });

    it('is asked for one where it has said none', () => {
      const it = settles(calls(begun(), 'endCall'), 'endCall', bye).pass(300);
      it.tell({ type: 'provider.turn-complete', connection: 1, generation: 1 });
      expect(it.noted).toEqual(['empty-turn: nudge']);
    });
  });
});
