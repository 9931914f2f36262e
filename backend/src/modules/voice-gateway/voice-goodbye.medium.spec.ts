import { describe, expect, it, jest } from '@jest/globals';
import { agentSaid, slowly, toolCallTestOfSpec, untilSaid } from '../../../test/support/tool-call-test.js';

jest.setTimeout(60_000);

const test = toolCallTestOfSpec({ GEMINI_MODEL: 'gemini-3.8-live' });

describe('a model that can talk while tools run', () => {
  it('says that it takes a moment, and then what it brought, in one turn with the question', async () => {
    const { agentId, name } = await test.orders({ filler: 'Let me look that up.' });
    test.plays(name);
    test.server.next.push(slowly(3_500));
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    await untilSaid(visitor, 2);
    const [filler, answer] = agentSaid(visitor);
    expect(filler).toContain('Let me look that up.');
    expect(answer).toBe('The answer is [{"output":{"slow":true}}]');
    expect(await test.timeline(callId, 'tool.slow', 1)).toEqual([
      { id: expect.any(String), name, spoken: true },
    ]);
    expect(visitor.of('tool.finished')).toHaveLength(1);
    expect(test.server.seen).toHaveLength(1);
    visitor.hangUp();
  });

  it('says nothing of the kind where the tool is quick', async () => {
    const { agentId, name } = await test.orders({ filler: 'Let me look that up.' });
    test.plays(name);
    const { visitor } = await test.call(agentId);
    visitor.say(600);
    await untilSaid(visitor);
    expect(agentSaid(visitor)).toEqual(['The answer is [{"output":{"ok":true}}]']);
    const turns = visitor.of('transcript').filter(({ final }) => final);
    expect(turns.map(({ role, turn }) => [role, turn])).toEqual([
      ['user', 1],
      ['agent', 1],
    ]);
    visitor.hangUp();
  });

  it('goes on talking beside a tool in the background', async () => {
    const { agentId, name } = await test.orders({ background: true });
    test.play({
      turns: [
        {
          heard: 'Order tea.',
          reply: [{ call: [{ name, args: { item: 'tea' } }] }, { say: 'It is on its way.', audioMs: 600 }],
          afterTools: [{ say: 'It has arrived.', audioMs: 400 }],
        },
        { heard: 'What else?', reply: [{ say: 'There is cake.', audioMs: 400 }] },
      ],
      timing: { speed: 4 },
    });
    test.server.next.push(slowly(4_000));
    const { visitor } = await test.call(agentId);
    visitor.say(600);
    await untilSaid(visitor, 1);
    await visitor.waitFor(() => visitor.of('state').at(-1)?.state === 'listening', 'the pause');
    visitor.say(600);
    await untilSaid(visitor, 3);
    expect(agentSaid(visitor)).toEqual(['It is on its way.', 'There is cake.', 'It has arrived.']);
    visitor.hangUp();
  });
});

describe('the agent ends the call', () => {
  const ends = async (model: 'played' | 'silent') => {
    const { agentId, name } = await test.orders({
      kind: 'builtin',
      name: `bye_${model}`,
      builtin: { name: 'endCall' },
    });
    test.plays(
      name,
      {
        turns: [
          {
            heard: 'That is all.',
            reply: [{ call: [{ name, args: {} }] }],
            afterTools: [{ say: 'Goodbye, and have a nice day.', audioMs: 2_000 }],
          },
        ],
      },
      {},
    );
    return test.call(agentId);
  };

  it('after its goodbye was heard, and not before', async () => {
    const { visitor, callId } = await ends('silent');
    visitor.say(600);
    await visitor.untilAudio();
    const from = Date.now();
    expect(await visitor.untilClosed(15_000)).toEqual({ code: 1000, reason: 'agent_ended' });
    expect(Date.now() - from).toBeGreaterThan(1_900);
    expect(Date.now() - from).toBeLessThan(6_000);
    expect(visitor.audio.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(2_000 * 48);
    expect(agentSaid(visitor)).toEqual(['Goodbye, and have a nice day.']);
    expect(visitor.of('ended')).toMatchObject([{ reason: 'agent_ended' }]);
    expect(await test.timeline(callId, 'call.goodbye', 1)).toHaveLength(1);
  });

  it('as soon as the page says that all of it was played', async () => {
    const { visitor } = await ends('played');
    visitor.say(600);
    await visitor.waitFor(
      () => visitor.audio.reduce((sum, { bytes }) => sum + bytes, 0) === 2_000 * 48,
      'the goodbye',
    );
    await untilSaid(visitor);
    visitor.send({ type: 'playback', turn: visitor.of('turn.started').at(-1)?.turn, playedMs: 2_000 });
    const from = Date.now();
    expect(await visitor.untilClosed()).toMatchObject({ code: 1000 });
    expect(Date.now() - from).toBeLessThan(1_500);
  });
});
