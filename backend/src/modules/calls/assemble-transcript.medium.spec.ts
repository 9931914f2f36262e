import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallSpeaker } from '../../../test/support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { waitFor } from '../../../test/support/wait-for.js';
import { TenantDatabase } from '../../platform/database/index.js';
import { AgentsFacade, AgentsModule } from '../agents/index.js';
import { TranscriptAssembler } from './application/transcript-assembler.service.js';
import { CallsFacade, CallsModule } from './index.js';

let test: TenantTest;
let speaker: CallSpeaker;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule], { config: { ROLE: 'all' } });
  const agents = test.app.get(AgentsFacade);
  const agent = await agents.create(test.tenant, { name: 'Reception', systemPrompt: 'Be kind.' });
  speaker = new CallSpeaker(test.app.get(CallsFacade), test.tenant, agent.id);
});
afterAll(() => test.close());

const words = ['When do you open?', 'At nine.'];
const transcriptRows = async (id: string) =>
  (await test.owner.query('select * from transcripts where call_id = $1', [id])).rows;
const assemble = (id: string) =>
  test.app
    .get(TenantDatabase)
    .withTenant(test.tenant, (tx) => test.app.get(TranscriptAssembler).assemble(tx, test.tenant, id));

describe('the transcript', () => {
  it('follows the end of a call by way of the outbox and the queue', async () => {
    const { id, epoch } = await speaker.live(words);
    expect((await test.send('GET', `/calls/${id}/transcript`)).body.complete).toBe(false);
    await test.app
      .get(CallsFacade)
      .finalise(test.tenant, id, epoch, { reason: 'client_ended', endedAt: new Date() });
    await waitFor(async () => (await transcriptRows(id)).length === 1);
    const { body } = await test.send('GET', `/calls/${id}/transcript`);
    expect(body).toMatchObject({
      callId: id,
      complete: true,
      text: 'Visitor: When do you open?\nAgent: At nine.',
    });
    expect((await transcriptRows(id))[0].text).toBe(body.text);
  });

  it('is the same however often it is assembled', async () => {
    const id = await speaker.ended(words);
    await waitFor(async () => (await transcriptRows(id)).length === 1);
    const [first] = await transcriptRows(id);
    await Promise.all([assemble(id), assemble(id)]);
    const rows = await transcriptRows(id);
    expect(rows).toEqual([{ ...first, assembled_at: rows[0].assembled_at }]);
  });

  it('is not made of a call that was erased before its turn came', async () => {
    const id = await speaker.ended(words);
    await waitFor(async () => (await transcriptRows(id)).length === 1);
    expect((await test.send('DELETE', `/calls/${id}`)).status).toBe(204);
    await assemble(id);
    expect(await transcriptRows(id)).toEqual([]);
  });
});
