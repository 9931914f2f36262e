import { describe, expect, it } from '@jest/globals';
import { callFacts, digestOf } from '../../../../test/support/call-facts.js';
import { CallInTime } from '../../../../test/support/call-in-time.js';
import type { CallFacts, CallTool } from './input.js';

const tool: CallTool = {
  id: 'tool-1',
  name: 'order',
  kind: 'http',
  filler: 'One moment.',
  background: false,
  modelTalks: false,
  digestOf: digestOf('tool-1'),
};
const audio = { durationMs: 20 };
const done = { kind: 'result', result: { ok: true } } as const;

/** The model has called its tool and waits for it. */
const calling = (facts: Partial<CallFacts> = {}, more: Partial<CallTool> = {}) =>
  called(new CallInTime({ ...callFacts, tools: [{ ...tool, ...more }], ...facts }).asks('Tea, please.'), 'a');
const called = (call: CallInTime, id: string) =>
  call.tell({
    type: 'provider.tool-calls',
    connection: call.connection,
    generation: 0,
    calls: [{ id, name: 'order', args: { item: id } }],
  });
const speaks = (call: CallInTime) =>
  call
    .tell({ type: 'speech.started' })
    .tell({ type: 'client.audio', audio })
    .pass(600)
    .tell({ type: 'speech.ended', endedAt: call.now, uplinkMs: 0 });
const settles = (call: CallInTime, occasion = 'a') =>
  call.tell({ type: 'tool.settled', occasion, outcome: done });
/** What the model was sent since it began to wait, by kind. */
const given = (call: CallInTime) =>
  call.effects
    .map(({ effect }) => effect.type)
    .slice(call.effects.findIndex(({ effect }) => effect.type === 'invoke-tool') + 1)
    .filter((type) =>
      [
        'forward-audio',
        'catch-up-audio',
        'end-activity',
        'end-audio',
        'provider-text',
        'answer-tool',
      ].includes(type),
    );

describe('while the model waits for a tool', () => {
  it('what the visitor says is held, and follows the answer', () => {
    const call = speaks(calling());
    expect(given(call)).toEqual([]);
    expect(call.of('hold-audio')).toHaveLength(1);
    settles(call).tell({ type: 'client.audio', audio });
    expect(given(call)).toEqual(['answer-tool', 'catch-up-audio', 'forward-audio']);
  });

  it('the end of their turn is told behind it, where turns are detected by us', () => {
    expect(given(settles(speaks(calling({ ownTurns: true }))))).toEqual([
      'answer-tool',
      'catch-up-audio',
      'end-activity',
    ]);
    const speaking = calling({ ownTurns: true }).tell({ type: 'speech.started' });
    expect(given(settles(speaking))).toEqual(['answer-tool', 'catch-up-audio']);
  });

  it('typed words and a closed microphone wait as well', () => {
    const call = calling()
      .tell({ type: 'client.text', text: 'And milk.' })
      .tell({ type: 'client.mic', state: 'muted' });
    expect(given(call)).toEqual([]);
    settles(call);
    expect(given(call)).toEqual(['answer-tool', 'catch-up-audio', 'provider-text', 'end-audio']);
    expect(call.of('provider-text').at(-1)).toMatchObject({ text: 'And milk.' });
  });

  it('all of its tools have to be answered first', () => {
    const call = speaks(called(calling(), 'b'));
    settles(call, 'a');
    expect(given(call).filter((type) => type !== 'answer-tool')).toEqual([]);
    settles(call, 'b');
    expect(given(call)).toEqual(['answer-tool', 'answer-tool', 'catch-up-audio']);
  });

  it('a call that it takes back, or that is not answered in time, lets the visitor through', () => {
    const taken = speaks(calling()).tell({ type: 'provider.tools-cancelled', connection: 1, ids: ['a'] });
    expect(given(taken)).toEqual(['catch-up-audio']);
    expect(given(speaks(calling()).pass(22_000))).toEqual(['answer-tool', 'catch-up-audio']);
  });

  it('a connection that is lost takes nothing along: the next one gets it', () => {
    const call = speaks(calling());
    call.tell({ type: 'provider.closed', connection: 1, failure: 'transient', detail: '1011' }).pass(200);
    expect(call.of('release-audio').at(-1)).toMatchObject({ connection: 2 });
  });

  it('and can listen meanwhile, nothing is held', () => {
    const call = speaks(calling({}, { modelTalks: true }));
    expect(given(call)).toEqual(['forward-audio']);
    settles(call);
    expect(given(call)).toEqual(['forward-audio', 'answer-tool']);
  });
});
