import { describe, expect, it } from '@jest/globals';
import { callFacts, digestOf } from '../../../../test/support/call-facts.js';
import { CallInTime } from '../../../../test/support/call-in-time.js';
import type { CallTool } from './input.js';

const tool: CallTool = {
  id: 'tool-1',
  name: 'order',
  kind: 'http',
  filler: 'Let me see.',
  background: false,
  modelTalks: false,
  digestOf: digestOf('tool-1'),
};
const ready = { type: 'filler.ready', occasion: 'a', text: 'Let me see.', durationMs: 900 } as const;
const done = { kind: 'result', result: { ok: true } } as const;

/** The model has called its tool and has waited for it long enough. */
const waiting = (more: Partial<CallTool> = {}) =>
  new CallInTime({ ...callFacts, tools: [{ ...tool, ...more }] })
    .asks('Tea, please.')
    .tell({
      type: 'provider.tool-calls',
      connection: 1,
      generation: 0,
      calls: [{ id: 'a', name: 'order', args: { item: 'tea' } }],
    })
    .pass(1_300);
const settles = (call: CallInTime) => call.tell({ type: 'tool.settled', occasion: 'a', outcome: done });
const played = (call: CallInTime) => call.of('play-filler').length;
const said = (call: CallInTime) =>
  call.of('record-turn').flatMap(({ spoken }) => (spoken.role === 'agent' ? [spoken.text] : []));

describe('a model that cannot say that its tool takes long', () => {
  it('is spoken for by us, in the turn that its answer goes on with', () => {
    const call = waiting();
    expect(call.of('prepare-filler')).toEqual([
      { type: 'prepare-filler', occasion: 'a', words: 'Let me see.' },
    ]);
    expect(call.of('excuse-tool')).toEqual([]);
    call.pass(400).tell(ready);
    expect(call.of('play-filler')).toEqual([{ type: 'play-filler', turn: 1, words: 'Let me see.' }]);
    settles(call).says('The tea is on its way.').sounds(800).over().pass(5_000);
    expect(said(call)).toEqual(['Let me see. The tea is on its way.']);
    // How long the model took is measured to its own first sound.
    expect(call.of('measure-latency')).toHaveLength(1);
  });

  it('is not, where there is no silence any more', () => {
    expect(played(settles(waiting()).tell(ready))).toBe(0);
    expect(played(waiting().tell({ type: 'speech.started' }).tell(ready))).toBe(0);
    expect(played(waiting().sounds(400).tell(ready))).toBe(0);
    expect(played(waiting().tell({ type: 'client.gone', cause: 'lost' }).tell(ready))).toBe(0);
    expect(
      played(
        waiting()
          .tell(ready)
          .tell({ ...ready, occasion: 'b' }),
      ),
    ).toBe(1);
  });

  const heardFirst: [string, (call: CallInTime) => CallInTime][] = [
    ['words of the model before its call', (call) => call.says('Let me check.').sounds(800)],
    ['a cough at that moment', (call) => call],
  ];
  it.each(heardFirst)('is spoken for as soon as there is silence after %s', (what, begins) => {
    const call = begins(new CallInTime({ ...callFacts, tools: [tool] }).asks('Tea, please.')).tell({
      type: 'provider.tool-calls',
      connection: 1,
      generation: 0,
      calls: [{ id: 'a', name: 'order', args: { item: 'tea' } }],
    });
    if (what.startsWith('a cough')) {
      call.pass(1_100).tell({ type: 'speech.started' }).pass(300);
      call.tell({ type: 'speech.ended', endedAt: call.now - 100, uplinkMs: 0 });
    }
    call.pass(2_500);
    expect(call.of('prepare-filler')).toHaveLength(1);
    call.tell(ready).pass(1_500);
    expect(played(call)).toBe(1);
    settles(call).pass(500).says(' The tea is on its way.').sounds(800).over().pass(3_000);
    expect(said(call).join(' ')).toMatch(/Let me see\. The tea is on its way\.$/);
    expect(call.noted).toEqual([]);
  });

  it('is said later where the visitor speaks just when the words are there', () => {
    const call = waiting().tell({ type: 'speech.started' }).tell(ready).pass(200);
    call.tell({ type: 'speech.ended', endedAt: call.now - 100, uplinkMs: 0 }).pass(1_000);
    expect(call.of('prepare-filler')).toHaveLength(2);
    expect(played(call.tell(ready))).toBe(1);
    // It takes long once, however often that is to be said.
    expect(call.of('record-event').filter(({ kind }) => kind === 'tool.slow')).toHaveLength(1);
  });

  it('is for a call that the model repeats on another connection, while the first still runs', () => {
    const call = waiting({ modelTalks: false });
    call.tell({ type: 'provider.closed', connection: 1, failure: 'transient', detail: '1006' }).pass(200);
    const before = call.of('prepare-filler').length;
    call.tell({
      type: 'provider.tool-calls',
      connection: 2,
      generation: 0,
      calls: [{ id: 'b', name: 'order', args: { item: 'tea' } }],
    });
    call.pass(1_300);
    expect(call.of('invoke-tool')).toHaveLength(1);
    expect(call.of('prepare-filler').length).toBe(before + 1);
  });

  it('still owes its answer', () => {
    const call = settles(waiting().tell(ready)).over();
    expect(call.noted).toEqual(['empty-turn: nudge']);
  });

  it('says it by itself where it can', () => {
    const call = waiting({ modelTalks: true });
    expect(call.of('excuse-tool')).toHaveLength(1);
    expect(call.of('prepare-filler')).toEqual([]);
  });
});
