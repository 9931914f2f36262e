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
