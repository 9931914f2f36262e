import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ServerMessageOf } from '@orbisvoice/contracts';
import { createGatewayTest, PAGE, type GatewayTest } from '../../../test/support/gateway-test.js';
import type { VoiceVisitor } from '../../../test/support/voice-visitor.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { ApiKeysFacade } from '../auth/index.js';

jest.setTimeout(60_000);

let test: GatewayTest;
let agentId: string;
beforeAll(async () => {
  test = await createGatewayTest();
  agentId = await test.agent();
});
afterAll(() => test.close());

const actor = { kind: 'system' } as const;
const keys = () => test.app.get(ApiKeysFacade);
const makeKey = (kind: 'secret' | 'publishable') => keys().create(test.tenant, { name: 'x', kind }, actor);
const reasonOf = async (callId: string) =>
  (await test.rows('select end_reason from calls where id = $1', callId))[0]?.end_reason;
const resume = ({ callId, resumeSecret: secret }: ServerMessageOf<'ready'>) => ({
  resume: { callId, secret, lastSeq: 0 },
});

async function expectLetGo(visitor: VoiceVisitor, callId: string): Promise<void> {
  expect(await visitor.untilClosed(5_000)).toMatchObject({ code: 4004 });
  expect(visitor.of('error')).toMatchObject([{ code: 'unauthenticated' }]);
  expect(visitor.of('ended')).toMatchObject([{ reason: 'key_revoked' }]);
  expect(await reasonOf(callId)).toBe('key_revoked');
}

describe('a key that is revoked', () => {
  it('ends its calls within 5 s, on every gateway, and no others', async () => {
    const { id, key } = await makeKey('secret');
    const { visitor: other } = await test.call(agentId);
    // One after another: whoever connects and waits for the others' calls is sent away for saying nothing.
    const here = await test.visitor();
    const first = await here.ready({ apiKey: key, agentId });
    const there = await test.visitorElsewhere();
    const second = await there.ready({ apiKey: key, agentId });
    await keys().revoke(test.tenant, id, actor);
    await expectLetGo(here, first.callId);
    await expectLetGo(there, second.callId);
    expect(other.closed).toBeUndefined();
    other.hangUp();
  });

  it('ends the calls of pages that it was embedded with, also one that began after it', async () => {
    const { id, key } = await makeKey('publishable');
    const ticket = async () => (await test.post('/widget/sessions', key, { agentId }, PAGE)).body;
    const [now, later] = [await ticket(), await ticket()];
    const visitor = await test.visitor(PAGE);
    await visitor.ready({ token: now.token });
    await keys().revoke(test.tenant, id, actor);
    await expectLetGo(visitor, now.callId);
    const late = await test.visitor(PAGE);
    late.hello({ token: later.token });
    expect(await late.untilClosed(5_000)).toMatchObject({ code: 4004 });
  });

  it('resumes nothing', async () => {
    const { id, key } = await makeKey('secret');
    const visitor = await test.visitorElsewhere();
    const ready = await visitor.ready({ apiKey: key, agentId });
    // Its gateway is gone, as after a crash, before the key is revoked: nobody is there to end the call.
    await test.rows(`update calls set owner = 'nobody', epoch = epoch + 1 where id = $1`, ready.callId);
    await visitor.untilClosed(15_000);
    await keys().revoke(test.tenant, id, actor);
    const again = await test.visitor();
    again.hello(resume(ready));
    expect(await again.untilClosed()).toMatchObject({ code: 4004 });
    expect(again.of('error')).toMatchObject([{ code: 'unauthenticated' }]);
    expect(again.of('ready')).toEqual([]);
    await waitFor(
      async () =>
        (await test.rows('select owner from calls where id = $1', ready.callId))[0]?.owner === 'handed over',
    );
  });
});
