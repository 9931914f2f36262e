import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ScenarioInput } from '@orbisvoice/live-engine';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';
import { waitFor } from '../../../test/support/wait-for.js';

jest.setTimeout(60_000);

type Fault = NonNullable<ScenarioInput['faults']>[number];
const TALK = {
  turns: [
    {
      heard: 'What time is it?',
      reply: [{ say: 'It is ten o’clock, and the sun is out.', audioMs: 1_600 }],
    },
  ],
  timing: { speed: 2, ttfbMs: 200 },
};
const LOST: Fault = { type: 'reset', at: { afterChunks: 8 } };

let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  agentId = await test.agent();
});
afterAll(() => test.close());

const kindsOf = async (callId: string) =>
  (await test.rows('select kind from call_events where call_id = $1 order by seq', callId)).map(
    ({ kind }) => kind,
  );
const callRow = async (callId: string) =>
  (await test.rows('select status, end_reason from calls where id = $1', callId))[0];

/** A call whose model is gone in mid-reply, and does not come back in the way that is asked for. */
async function reconnecting(then: Fault, shown: (callId: string) => Promise<boolean>) {
  test.play({ ...TALK, faults: [LOST] });
  const { visitor, callId } = await test.call(agentId);
  test.play({ ...TALK, faults: [then] });
  visitor.say(700);
  await waitFor(async () => (await kindsOf(callId)).includes('provider.lost') && (await shown(callId)));
  // Nobody hears it any more, and it is a part of the conversation all the same.
  visitor.send({ type: 'text', text: 'Are you still there?' });
  await visitor.until('turn.committed', 3);
  return { visitor, callId };
}

describe('a visitor who hangs up while the model is being reached again', () => {
  const waits: [string, Fault, (callId: string) => Promise<boolean>][] = [
    [
      'between two attempts',
      { type: 'refuse-upgrade', status: 503 },
      async (callId) => (await kindsOf(callId)).includes('provider.open-failed'),
    ],
    ['during an attempt', { type: 'no-setup-answer' }, () => Promise.resolve(test.engine.sessions() === 1)],
  ];
  const goodbyes: [string, (visitor: VoiceVisitor) => void][] = [
    ['with a goodbye', (visitor) => visitor.send({ type: 'end' })],
    ['by closing', (visitor) => visitor.hangUp()],
  ];
  const cases = waits.flatMap(([when, fault, shown]) =>
    goodbyes.map(
      ([how, leave]) => [`${when}, ${how}`, { fault, shown, leave, told: how !== 'by closing' }] as const,
    ),
  );

  it.each(cases)('%s, has ended the call, once, and everything is written down', async (_name, hangUp) => {
    const { visitor, callId } = await reconnecting(hangUp.fault, hangUp.shown);
    hangUp.leave(visitor);
    expect(await visitor.untilClosed()).toMatchObject({ code: 1000 });
    expect(visitor.of('ended')).toHaveLength(hangUp.told ? 1 : 0);
    await waitFor(async () => (await callRow(callId))?.status === 'ended');
    // Nobody is called again for a visitor who has left.
    await waitFor(() => test.engine.sessions() === 0);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(test.engine.sessions()).toBe(0);
    expect(await callRow(callId)).toEqual({ status: 'ended', end_reason: 'client_ended' });
    const said = await test.rows('select seq, role, text from turns where call_id = $1 order by seq', callId);
    expect(said).toEqual([
      { seq: 1, role: 'user', text: 'What time is it?' },
      { seq: 2, role: 'agent', text: expect.stringMatching(/^It is/) },
      { seq: 3, role: 'user', text: 'Are you still there?' },
    ]);
    const kinds = await kindsOf(callId);
    expect(kinds.filter((kind) => kind === 'call.ended')).toHaveLength(1);
    expect(kinds.at(-1)).toBe('call.ended');
    const told = await test.rows(
      `select name from outbox where name = 'call.ended' and payload->>'callId' = $1`,
      callId,
    );
    expect(told).toHaveLength(1);
  });
});
