import { describe, expect, it, jest } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import {
  agentSaid,
  slowly,
  toolCallTestOfSpec,
  untilSaid,
  type Play,
} from '../../../test/support/tool-call-test.js';
import { waitFor } from '../../../test/support/wait-for.js';

jest.setTimeout(60_000);

const test = toolCallTestOfSpec();

type Faults = NonNullable<Play['faults']>;
async function spokenTo(faults: Faults, answer?: (reply: ServerResponse) => void, http: object = {}) {
  const { agentId, name } = await test.orders({}, http);
  test.plays(name, { faults });
  if (answer) test.server.next.push(answer);
  const { visitor, callId } = await test.call(agentId);
  visitor.say(600);
  return { visitor, callId, name };
}
const outcomes = async (callId: string, times: number) =>
  (await test.timeline(callId, 'tool.finished', times)).map(({ outcome }) => outcome);

describe('one effect and one answer', () => {
  it('where the model sends its call twice', async () => {
    const { visitor, callId } = await spokenTo([{ type: 'duplicate-calls' }]);
    await untilSaid(visitor);
    expect(agentSaid(visitor)).toEqual(['The answer is [{"output":{"ok":true}}]']);
    expect(test.server.seen).toHaveLength(1);
    expect(await outcomes(callId, 1)).toEqual(['result']);
    visitor.hangUp();
  });

  it('where the model speaks on after its call: all of it is heard, and the answer after it', async () => {
    const { agentId, name } = await test.orders();
    const turn = {
      heard: 'I want tea.',
      reply: [{ say: 'I will see.', audioMs: 400 }, { call: [{ name, args: { item: 'tea' } }] }],
      afterTools: [{ say: ' The tea is on its way.', audioMs: 600 }],
    };
    test.play({
      turns: [turn],
      timing: { speed: 2, ttfbMs: 200 },
      faults: [{ type: 'audio-after-call', say: ' One moment, please.', audioMs: 1_600 }],
    });
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    await visitor.until('turn.committed', 2);
    expect(agentSaid(visitor)).toEqual(['I will see. One moment, please. The tea is on its way.']);
    const heardMs = () => visitor.audio.reduce((sum, { bytes }) => sum + bytes, 0) / 48;
    await visitor.waitFor(() => heardMs() >= 400 + 1_600 + 600, 'all of the sound');
    expect(heardMs()).toBe(400 + 1_600 + 600);
    expect(visitor.of('interrupted')).toEqual([]);
    expect(test.server.seen).toHaveLength(1);
    expect(await outcomes(callId, 1)).toEqual(['result']);
    visitor.hangUp();
  });

  it('where the visitor speaks while the tool runs: the model gets its answer, and then their words', async () => {
    const { agentId, name } = await test.orders();
    const order = { heard: 'I want tea.', reply: [{ call: [{ name, args: { item: 'tea' } }] }] };
    const more = { heard: 'And milk.', reply: [{ say: 'Milk as well.', audioMs: 600 }] };
    test.play({
      turns: [{ ...order, afterTools: [{ say: 'The tea is on its way.', audioMs: 600 }] }, more],
      timing: { speed: 2, ttfbMs: 200 },
      faults: [{ type: 'refuse-input-in-call' }],
    });
    test.server.next.push(slowly(2_500));
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    await waitFor(() => test.server.seen.length === 1);
    visitor.say(600);
    await visitor.waitFor(() => agentSaid(visitor).includes('Milk as well.'), 'the answer to both');
    expect(await outcomes(callId, 1)).toEqual(['result']);
    expect(test.server.seen).toHaveLength(1);
    expect(await test.timeline(callId, 'provider.connected', 1)).toHaveLength(1);
    visitor.hangUp();
  });

  it('where the tool has nothing to tell, and the model asks again for what it is not told', async () => {
    const { agentId, name } = await test.orders({ kind: 'client', name: 'open_the_door' });
    test.plays(name, { faults: [{ type: 'repeat-calls' }] });
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    const { id } = await visitor.until('tool.started');
    visitor.send({ type: 'tool.result', id, result: null });
    await untilSaid(visitor);
    expect(agentSaid(visitor)[0]).toContain('"status":"done"');
    expect(visitor.of('tool.started')).toHaveLength(1);
    expect(await outcomes(callId, 1)).toEqual(['result']);
    visitor.hangUp();
  });

  it('where the connection is lost in the middle of the tool: the resumed one gets its result', async () => {
    const lost = {
      type: 'close',
      at: 'tool-call',
      code: 1008,
      reason: 'Operation is not implemented',
      connections: 1,
    };
    const { visitor, callId } = await spokenTo([lost as Faults[number]], slowly(700));
    await untilSaid(visitor);
    expect(agentSaid(visitor)).toEqual(['The answer is [{"output":{"slow":true}}]']);
    expect(test.server.seen).toHaveLength(1);
    expect(await outcomes(callId, 2)).toEqual(['lost', 'result']);
    visitor.hangUp();
  });

  it('where the connection is lost at the answer (reference row 5)', async () => {
    const lost = {
      type: 'close',
      at: 'tool-response',
      code: 1008,
      reason: 'Requested entity was not found.',
      connections: 1,
    };
    const { visitor, callId } = await spokenTo([lost as Faults[number]]);
    await untilSaid(visitor);
    expect(agentSaid(visitor)).toEqual(['The answer is [{"output":{"ok":true}}]']);
    expect(test.server.seen).toHaveLength(1);
    expect(await outcomes(callId, 2)).toEqual(['result', 'result']);
    visitor.hangUp();
  });
});

describe('no answer, and no effect that nobody knows of', () => {
  it('where the model takes its call back', async () => {
    const { visitor, callId } = await spokenTo([{ type: 'cancel-calls', afterMs: 1_200 }], slowly(1_500), {
      method: 'GET',
    });
    await visitor.until('interrupted');
    expect(visitor.of('tool.finished')).toMatchObject([{ ok: false }]);
    expect(await outcomes(callId, 1)).toEqual(['cancelled']);
    await waitFor(async () => (await test.ledger()).at(-1)?.state === 'failed');
    expect(agentSaid(visitor)).toEqual([]);
    visitor.hangUp();
  });

  it('where an effect under way was taken back, and the model asks for it again', async () => {
    const taken = { type: 'cancel-calls', afterMs: 800 } as const;
    const { visitor } = await spokenTo([taken], slowly(600));
    await visitor.until('interrupted');
    visitor.say(600);
    await untilSaid(visitor);
    // It must not be repeated, so it was not broken off, and its answer is there.
    expect(agentSaid(visitor)[0]).toBe('The answer is [{"output":{"slow":true}}]');
    expect(test.server.seen).toHaveLength(1);
    visitor.hangUp();
  });

  it('where the call belongs to a reply that was interrupted', async () => {
    const { agentId, name } = await test.orders();
    test.play({
      turns: [
        {
          heard: 'Hello?',
          reply: [{ say: 'I have a long story to tell you, and it goes on.', audioMs: 6_000 }],
        },
        { heard: 'Stop.', reply: [{ say: 'All right.', audioMs: 300 }] },
      ],
      timing: { speed: 4 },
      faults: [{ type: 'call-after-interrupted', name, args: { item: 'tea' } }],
    });
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    await visitor.untilAudio(10);
    visitor.say(800);
    await visitor.until('interrupted');
    expect(await outcomes(callId, 1)).toEqual(['interrupted']);
    expect(test.server.seen).toEqual([]);
    await untilSaid(visitor, 2);
    expect(agentSaid(visitor).at(-1)).toBe('All right.');
    visitor.hangUp();
  });
});

describe('a server that fails', () => {
  it('is told to the model, which can say so', async () => {
    const { visitor, callId } = await spokenTo([], (reply) => reply.writeHead(503).end('closed for today'));
    await untilSaid(visitor);
    expect(agentSaid(visitor)[0]).toContain('The tool answered with status 503');
    expect(agentSaid(visitor)[0]).toContain('closed for today');
    expect(await outcomes(callId, 1)).toEqual(['tool_failed']);
    visitor.hangUp();
  });

  it('that says nothing is given up within the tool’s time', async () => {
    const { visitor, callId } = await spokenTo([], () => undefined, { timeoutMs: 700 });
    await untilSaid(visitor);
    expect(agentSaid(visitor)[0]).toContain('It may have acted');
    expect(await outcomes(callId, 1)).toEqual(['tool_in_doubt']);
    visitor.hangUp();
  });
});
