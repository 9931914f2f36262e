import { describe, expect, it, jest } from '@jest/globals';
import {
  READ_OUT,
  agentSaid,
  slowly,
  toolCallTestOfSpec,
  untilSaid,
} from '../../../test/support/tool-call-test.js';
import { waitFor } from '../../../test/support/wait-for.js';

jest.setTimeout(60_000);

const test = toolCallTestOfSpec();

describe('a tool that the model uses', () => {
  it('acts once, answers the model, and is told to the visitor and the timeline without words', async () => {
    const { agentId, name } = await test.orders();
    test.plays(name);
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    await untilSaid(visitor);
    expect(agentSaid(visitor)).toEqual(['The answer is [{"output":{"ok":true}}]']);
    expect(test.server.seen.map(({ body }) => body)).toEqual(['{"item":"tea"}']);
    const [started] = visitor.of('tool.started');
    expect(started).toMatchObject({ type: 'tool.started', id: expect.any(String), name });
    expect(started).not.toHaveProperty('args');
    expect(visitor.of('tool.finished')).toMatchObject([{ id: started?.id, name, ok: true }]);
    expect(await test.timeline(callId, 'tool.%', 2)).toEqual([
      { id: started?.id, name, kind: 'http' },
      { id: started?.id, name, kind: 'http', ok: true, ms: expect.any(Number), outcome: 'result' },
    ]);
    const [row] = (await test.ledger()).slice(-1);
    expect(row).toEqual({ idempotency_key: `${callId}:${started?.id}`, state: 'succeeded' });
    visitor.hangUp();
  });

  it('tells the model which argument is wrong, so that it can mend it', async () => {
    const { agentId, name } = await test.orders();
    test.plays(name, {}, { item: 'x', colour: 'red' });
    const { visitor } = await test.call(agentId);
    visitor.say(600);
    await untilSaid(visitor);
    expect(agentSaid(visitor)[0]).toContain('args.colour: is no argument of the tool');
    expect(agentSaid(visitor)[0]).toMatch(/args\.item: Too small/);
    expect(test.server.seen).toEqual([]);
    visitor.hangUp();
  });

  it('that nobody knows is answered for', async () => {
    const { agentId } = await test.orders();
    test.plays('unheard_of');
    const { visitor } = await test.call(agentId);
    visitor.say(600);
    await untilSaid(visitor);
    expect(agentSaid(visitor)[0]).toContain('There is no such tool');
    visitor.hangUp();
  });

  it('goes on after the visitor has hung up, and stands in the ledger', async () => {
    const { agentId, name } = await test.orders();
    test.plays(name);
    test.server.next.push(slowly(600));
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    await waitFor(() => test.server.seen.length === 1);
    visitor.hangUp();
    await waitFor(async () =>
      (await test.ledger()).some(
        (row) => String(row.idempotency_key).startsWith(callId) && row.state === 'succeeded',
      ),
    );
  });
});

describe('a slow tool of a model that waits for it without a word', () => {
  it('is excused in the agent’s voice, from the first time on', async () => {
    const { agentId, name } = await test.orders({ filler: 'Let me look that up.' });
    const filler = { say: 'Let me look that up.', audioMs: 900 };
    const order = { reply: [{ call: [{ name, args: { item: 'tea' } }] }], afterTools: [READ_OUT] };
    const timing = { speed: 4, ttfbMs: 200 };
    const slow = async () => {
      test.server.next.push(slowly(4_000));
      const { visitor, callId } = await test.call(agentId);
      visitor.say(600);
      const calledAt = (await visitor.until('tool.started')) && performance.now();
      await visitor.untilAudio();
      const afterMs = performance.now() - calledAt;
      expect(visitor.of('tool.finished')).toEqual([]);
      await untilSaid(visitor);
      expect(agentSaid(visitor)).toEqual(['Let me look that up. The answer is [{"output":{"slow":true}}]']);
      expect(await test.timeline(callId, 'tool.filler', 1)).toHaveLength(1);
      visitor.hangUp();
      return afterMs;
    };
    test.play({ turns: [{ on: { type: 'text', contains: 'say exactly' }, reply: [filler] }, order], timing });
    expect(await slow()).toBeGreaterThan(1_000);
    // Spoken once, and kept: from now on the model would not say it.
    test.play({ turns: [order], timing });
    expect(await slow()).toBeGreaterThan(1_000);
  });
});

describe('a tool of the page', () => {
  const look = { kind: 'client', name: 'look_at_cart' };
  const parameters = { type: 'object', properties: { item: { type: 'string', minLength: 2 } } };

  it('is asked with checked arguments, and its answer is capped', async () => {
    const { agentId, name } = await test.orders({ ...look, parameters });
    test.plays(name);
    const { visitor } = await test.call(agentId);
    visitor.say(600);
    const started = await visitor.until('tool.started');
    expect(started).toMatchObject({ name, args: { item: 'tea' } });
    visitor.send({ type: 'tool.result', id: started.id, result: { cart: 'é"'.repeat(3_000) } });
    await untilSaid(visitor);
    expect(agentSaid(visitor)[0]).toContain('"truncated":true');
    // Kept for a gateway that takes the call over, which must not ask the page again.
    const asked = { idempotency_key: expect.stringContaining(started.id) };
    await waitFor(async () => (await test.ledger()).at(-1)?.state === 'succeeded');
    expect((await test.ledger()).at(-1)).toEqual(expect.objectContaining(asked));
    visitor.hangUp();
  });

  it('is asked again of a visitor who comes back, and answered for once', async () => {
    const { agentId, name } = await test.orders({ ...look, name: 'look_later', parameters });
    test.plays(name);
    const { visitor, callId } = await test.call(agentId);
    visitor.say(600);
    const { type, id, args } = await visitor.until('tool.started');
    const [ready] = visitor.of('ready');
    visitor.vanish();
    const again = await test.visitor();
    await again.ready({ resume: { callId, secret: ready?.resumeSecret, lastSeq: 0 } });
    expect(await again.until('tool.started')).toEqual({ type, id, name, args });
    for (const cart of ['tea', 'more tea']) again.send({ type: 'tool.result', id, result: { cart } });
    await untilSaid(again);
    expect(agentSaid(again)).toEqual(['The answer is [{"output":{"cart":"tea"}}]']);
    expect(again.of('tool.finished')).toMatchObject([{ id, name, ok: true }]);
    again.hangUp();
  });

  it('is not asked at all with wrong ones', async () => {
    const { agentId, name } = await test.orders({ ...look, name: 'look_again', parameters });
    test.plays(name, {}, { item: 5 });
    const { visitor } = await test.call(agentId);
    visitor.say(600);
    await untilSaid(visitor);
    expect(agentSaid(visitor)[0]).toContain('args.item');
    expect(visitor.of('tool.started')).toEqual([]);
    visitor.hangUp();
  });
});

describe('a tool that asks first', () => {
  const again = (name: string) => ({
    call: [{ name, args: { item: 'tea', _confirmed: '{response.output.token}' } }],
  });

  it('never acts for a model that does not wait for the visitor', async () => {
    const { agentId, name } = await test.orders({ confirm: true });
    const twice = { name, args: { item: 'tea' } };
    const turn = {
      heard: 'I want tea.',
      reply: [{ call: [twice, twice] }],
      afterTools: [again(name)],
      afterMoreTools: [READ_OUT],
    };
    test.play({ turns: [turn], timing: { speed: 4 } });
    const { visitor } = await test.call(agentId);
    visitor.say(600);
    await untilSaid(visitor);
    expect(agentSaid(visitor)[0]).toContain('The user has not answered yet');
    expect(test.server.seen).toEqual([]);
    visitor.hangUp();
  });

  it('acts once the visitor was asked and has spoken', async () => {
    const { agentId, name } = await test.orders({ confirm: true });
    const ask = { say: 'Shall I order tea?', audioMs: 600 };
    const first = {
      heard: 'I want tea.',
      reply: [{ call: [{ name, args: { item: 'tea' } }] }],
      afterTools: [ask],
      afterMoreTools: [READ_OUT],
    };
    test.play({ turns: [first, { heard: 'Yes, please.', reply: [again(name)] }], timing: { speed: 4 } });
    const { visitor } = await test.call(agentId);
    visitor.say(600);
    await untilSaid(visitor);
    expect(test.server.seen).toEqual([]);
    await visitor.waitFor(() => visitor.of('state').at(-1)?.state === 'listening', 'the pause');
    visitor.say(600);
    await untilSaid(visitor, 2);
    expect(agentSaid(visitor)[1]).toBe('The answer is [{"output":{"ok":true}}]');
    expect(test.server.seen.map(({ body }) => body)).toEqual(['{"item":"tea"}']);
    visitor.hangUp();
  });

  it('asks the page no sooner, and once', async () => {
    const { agentId, name } = await test.orders({ kind: 'client', name: 'pay_now', confirm: true });
    const first = {
      heard: 'I want tea.',
      reply: [{ call: [{ name, args: { item: 'tea' } }] }],
      afterTools: [{ say: 'Shall I order tea?', audioMs: 600 }],
      afterMoreTools: [READ_OUT],
    };
    test.play({ turns: [first, { heard: 'Yes, please.', reply: [again(name)] }], timing: { speed: 4 } });
    const { visitor } = await test.call(agentId);
    visitor.say(600);
    await untilSaid(visitor);
    expect(visitor.of('tool.started')).toEqual([]);
    await visitor.waitFor(() => visitor.of('state').at(-1)?.state === 'listening', 'the pause');
    visitor.say(600);
    const started = await visitor.until('tool.started');
    expect(started).toMatchObject({ name, args: { item: 'tea' } });
    visitor.send({ type: 'tool.result', id: started.id, result: { paid: true } });
    await untilSaid(visitor, 2);
    expect(agentSaid(visitor)[1]).toBe('The answer is [{"output":{"paid":true}}]');
    visitor.hangUp();
  });
});
