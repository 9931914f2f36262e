import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallSpeaker, finishedTurn } from '../../../test/support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { sha256 } from '../../platform/crypto/index.js';
import { AgentsFacade, AgentsModule } from '../agents/index.js';
import type { ResumeTry } from './application/call-resumptions.js';
import { CallResumptions, CallsFacade, CallsModule } from './index.js';

let test: TenantTest;
let calls: CallsFacade;
let resumptions: CallResumptions;
let speaker: CallSpeaker;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule], { config: { ROLE: 'api' } });
  calls = test.app.get(CallsFacade);
  resumptions = test.app.get(CallResumptions);
  const agent = await test.app
    .get(AgentsFacade)
    .create(test.tenant, { name: 'Reception', systemPrompt: 'Be kind.' });
  speaker = new CallSpeaker(calls, test.tenant, agent.id);
});
afterAll(() => test.close());

const ORIGIN = 'https://shop.example';
const LEFT = Buffer.from('sealed');
const armed = (words: string[] = []) =>
  speaker.live(words, undefined, { resumption: { secretHash: sha256('s0'), sealed: LEFT } });
const resume = (id: string, secret: string, next: string, more: Partial<ResumeTry> = {}) =>
  resumptions.resume(test.tenant, id, {
    presentedHash: sha256(secret),
    nextHash: sha256(next),
    owner: 'gateway-b',
    heldEpoch: undefined,
    origin: ORIGIN,
    ...more,
  });
const row = async (id: string) =>
  (await test.owner.query('select status, owner, epoch from calls where id = $1', [id])).rows[0];

describe('a call that is resumed', () => {
  it('belongs to the new owner at once, with every committed turn; the old one writes nothing more', async () => {
    const { id, epoch } = await armed(['Hello', 'Hi there']);
    const again = await resume(id, 's0', 's1');
    expect(again).toMatchObject({ epoch: epoch + 1, sealed: LEFT, consented: false });
    expect(again.turns.map(({ seq, text }) => [seq, text])).toEqual([
      [1, 'Hello'],
      [2, 'Hi there'],
    ]);
    expect(await calls.write(test.tenant, id, epoch, { turns: [finishedTurn(3)] })).toBe('stale');
    const end = { reason: 'client_ended', endedAt: new Date() } as const;
    expect(await calls.finalise(test.tenant, id, epoch, end)).toBe('stale');
    expect(await resumptions.release(test.tenant, id, epoch, LEFT)).toBe('stale');
    expect(await calls.write(test.tenant, id, epoch + 1, { turns: [finishedTurn(3)] })).toBe('written');
  });

  it('stays under its epoch where its owner has it still', async () => {
    const { id, epoch } = await armed();
    const { owner } = await row(id);
    expect(await resume(id, 's0', 's1', { owner, heldEpoch: epoch })).toMatchObject({ epoch });
    expect(await resume(id, 's1', 's2', { owner, heldEpoch: undefined })).toMatchObject({ epoch: epoch + 1 });
  });

  it('goes to one of those who try at once with the same secret, and the others take it from there', async () => {
    const { id, epoch } = await armed();
    const tries = await Promise.all(
      Array.from({ length: 5 }, (_, n) => resume(id, 's0', `n${n}`, { owner: `gateway-${n}` })),
    );
    expect(tries.map((one) => one.epoch).sort()).toEqual([1, 2, 3, 4, 5].map((n) => epoch + n));
  });

  it('is given up in good order with what the next owner needs', async () => {
    const { id, epoch } = await armed();
    expect(await resumptions.release(test.tenant, id, epoch, Buffer.from('more'))).toBe('written');
    expect(await row(id)).toEqual({ status: 'live', owner: 'handed over', epoch: epoch + 1 });
    const again = await resume(id, 's0', 's1');
    expect(again.sealed.toString()).toBe('more');
  });

  it('is not resumed with another secret, by another tenant, from another page, or after its end', async () => {
    const { id, epoch } = await armed();
    await expect(resume(id, 'guess', 's1')).rejects.toMatchObject({ code: 'resume_invalid' });
    const attempt = {
      presentedHash: sha256('s0'),
      nextHash: sha256('s1'),
      owner: 'gateway-b',
      heldEpoch: undefined,
      origin: undefined,
    };
    await expect(resumptions.resume(test.neighbour, id, attempt)).rejects.toMatchObject({
      code: 'resume_invalid',
    });
    await expect(resume(id, 's0', 's1', { origin: 'https://elsewhere.example' })).rejects.toMatchObject({
      code: 'origin_not_allowed',
    });
    await calls.finalise(test.tenant, id, epoch, { reason: 'client_ended', endedAt: new Date() });
    await expect(resume(id, 's0', 's1')).rejects.toMatchObject({ code: 'resume_invalid' });
    const left = await test.owner.query('select 1 from call_resumptions where call_id = $1', [id]);
    expect(left.rowCount).toBe(0);
  });
});

it('forgets the earlier secret once its successor is known to have arrived', async () => {
  const { id } = await armed();
  await resume(id, 's0', 's1');
  await resume(id, 's0', 's2');
  await resumptions.proven(test.tenant, id, sha256('s1'));
  await resume(id, 's0', 's3');
  await resumptions.proven(test.tenant, id, sha256('s3'));
  await expect(resume(id, 's0', 's4')).rejects.toMatchObject({ code: 'resume_invalid' });
  await expect(resume(id, 's3', 's5')).resolves.toMatchObject({ turns: [] });
});
