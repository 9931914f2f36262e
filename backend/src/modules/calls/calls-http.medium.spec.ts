import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Call } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { CallSpeaker } from '../../../test/support/spoken-call.js';
import { createTenantTest, type TenantTest } from '../../../test/support/tenant-test.js';
import { newId } from '../../platform/crypto/index.js';
import { TenantDatabase } from '../../platform/database/index.js';
import { AgentsFacade, AgentsModule } from '../agents/index.js';
import { TranscriptAssembler } from './application/transcript-assembler.service.js';
import { CallsFacade, CallsModule } from './index.js';
import { CallLogRepository } from './persistence/call-log.repository.js';

let test: TenantTest;
let speaker: CallSpeaker;
let agentId: string;
beforeAll(async () => {
  test = await createTenantTest([AgentsModule, CallsModule], { config: { ROLE: 'api' } });
  ({ agentId, speaker } = await makeAgent('Reception'));
});
afterAll(() => test.close());

const makeAgent = async (name: string) => {
  const agent = await test.app.get(AgentsFacade).create(test.tenant, { name, systemPrompt: 'Be kind.' });
  return { agentId: agent.id, speaker: new CallSpeaker(test.app.get(CallsFacade), test.tenant, agent.id) };
};
const endedWithTranscript = async (texts: string[], by = speaker) => {
  const id = await by.ended(texts);
  await test.app
    .get(TenantDatabase)
    .withTenant(test.tenant, (tx) => test.app.get(TranscriptAssembler).assemble(tx, test.tenant, id));
  return id;
};
const idsOf = async (query: string) => {
  const { status, body } = await test.send('GET', `/calls?${query}`);
  expect(status).toBe(200);
  return body.items.map((call: Call) => call.id) as string[];
};

describe('calls', () => {
  it('are shown as the contract says, with the name of an agent that is gone', async () => {
    const other = await makeAgent('Night shift');
    const id = await other.speaker.ended(['Hello', 'Hi']);
    await test.send('DELETE', `/agents/${other.agentId}`);
    const { body } = await test.send('GET', `/calls/${id}`);
    expect(Call.strict().parse(body)).toMatchObject({
      id,
      agentId: other.agentId,
      agentName: 'Night shift',
      status: 'ended',
      endReason: 'client_ended',
      origin: 'https://shop.example',
      userId: 'visitor-7',
      turnCount: 2,
      healthScore: 100,
    });
    const { analysis, ...listed } = body;
    expect(analysis).toBeNull();
    expect((await test.send('GET', `/calls?agentId=${other.agentId}`)).body.items).toEqual([listed]);
  });

  it('show their turns and their timeline in order, while they are on too', async () => {
    const { id } = await speaker.live(['One', 'Two', 'Three']);
    const transcript = (await test.send('GET', `/calls/${id}/transcript`)).body;
    expect(transcript.complete).toBe(false);
    expect(
      transcript.turns.map((turn: { seq: number; role: string; text: string }) => [
        turn.seq,
        turn.role,
        turn.text,
      ]),
    ).toEqual([
      [1, 'user', 'One'],
      [2, 'agent', 'Two'],
      [3, 'user', 'Three'],
    ]);
    expect((await test.send('GET', `/calls/${id}/timeline`)).body).toEqual({
      callId: id,
      events: [
        { seq: 1, at: '2026-01-01T00:00:00.000Z', kind: 'connected', turn: null, data: { attempt: 1 } },
      ],
    });
    expect((await test.send('GET', `/calls/${id}`)).body).toMatchObject({ status: 'live', turnCount: 3 });
  });

  it('are found by agent, status, channel and time', async () => {
    const { agentId: other, speaker: otherSpeaker } = await makeAgent('Filtered');
    const ended = await otherSpeaker.ended([], 'api');
    const { id: on } = await otherSpeaker.live([], 'widget');
    const created = await otherSpeaker.create('dashboard');
    const mine = `agentId=${other}`;
    expect(await idsOf(mine)).toEqual([created, on, ended]);
    expect(await idsOf(`${mine}&status=live`)).toEqual([on]);
    expect(await idsOf(`${mine}&channel=api`)).toEqual([ended]);
    expect(await idsOf(`${mine}&channel=api&status=live`)).toEqual([]);
    const { createdAt } = (await test.send('GET', `/calls/${on}`)).body;
    expect(await idsOf(`${mine}&from=${createdAt}`)).toContain(on);
    expect(await idsOf(`${mine}&to=${createdAt}`)).not.toContain(on);
    expect(await idsOf(`${mine}&from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z`)).toEqual([]);
    expect(await idsOf(`${mine}&from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z`)).toHaveLength(3);
  });

  it('are found by how they failed and how they were rated', async () => {
    const { agentId: other, speaker: otherSpeaker } = await makeAgent('Rated');
    const [fine, failed, silent] = [
      await otherSpeaker.ended(),
      await otherSpeaker.ended(),
      await otherSpeaker.ended(),
    ];
    await test.owner.query(`update calls set failure = 'error', rating = 1 where id = $1`, [failed]);
    await test.owner.query(`update calls set failure = 'silent', rating = 3 where id = $1`, [silent]);
    const mine = `agentId=${other}`;
    expect(await idsOf(`${mine}&failure=any`)).toEqual([silent, failed]);
    expect(await idsOf(`${mine}&failure=error`)).toEqual([failed]);
    expect(await idsOf(`${mine}&failure=silent`)).toEqual([silent]);
    expect(await idsOf(`${mine}&maxRating=2`)).toEqual([failed]);
    expect(await idsOf(`${mine}&minRating=2&maxRating=4`)).toEqual([silent]);
    expect(await idsOf(`${mine}&minRating=4`)).toEqual([]);
    expect(await idsOf(mine)).toContain(fine);
  });

  it('come as files: text, captions and JSON', async () => {
    const id = await endedWithTranscript(['Is it open? <now>', 'Yes']);
    const text = await test.text(`/calls/${id}/transcript.txt`);
    expect([text.status, text.type]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(text.disposition).toBe('attachment; filename="transcript.txt"');
    expect(text.text).toContain('Visitor: Is it open? <now>\n');
    const vtt = await test.text(`/calls/${id}/transcript.vtt`);
    expect([vtt.status, vtt.type]).toEqual([200, 'text/vtt; charset=utf-8']);
    expect(vtt.text).toMatch(/^WEBVTT\n\n1\n00:00:\d\d\.\d{3} --> .*\n<v Visitor>Is it open\? &lt;now&gt;\n/);
    const json = await test.text(`/calls/${id}/transcript.json`);
    expect(JSON.parse(json.text)).toMatchObject({
      callId: id,
      complete: true,
      turns: [{ seq: 1 }, { seq: 2 }],
    });
    for (const file of ['txt', 'vtt', 'json'])
      expect((await test.text(`/calls/${newId()}/transcript.${file}`)).status).toBe(404);
  });

  it('show where the words were said', async () => {
    const id = await endedWithTranscript(['Where is the lighthouse?', 'The lighthouse is closed']);
    const { body } = await test.send('GET', '/calls?q=lighthouse');
    const [call] = body.items as Call[];
    expect(call?.id).toBe(id);
    const pieces = call?.excerpt ?? [];
    expect(pieces.filter(({ found }) => found).map(({ text }) => text)).toEqual(['lighthouse', 'lighthouse']);
    expect(pieces.map(({ text }) => text).join('')).toContain('Where is the lighthouse?');
  });

  it('are found by what was said', async () => {
    const refund = await endedWithTranscript(['I want a refund', 'Your order is on its way']);
    const hours = await endedWithTranscript(['When do you open?', 'At nine, every day']);
    expect(await idsOf('q=refund')).toEqual([refund]);
    expect(await idsOf('q=REFUND%20order')).toEqual([refund]);
    expect(await idsOf('q=%22at%20nine%22')).toEqual([hours]);
    expect(await idsOf('q=order%20or%20nine')).toEqual([hours, refund]);
    expect(await idsOf('q=order%20-refund')).toEqual([]);
    expect(await idsOf('q=visitor')).toEqual([]);
    expect(await idsOf('q=%22%26%7C!()%3A*')).toEqual([]);
  });

  it.each([
    ['limit', 'limit=0'],
    ['limit', 'limit=101'],
    ['cursor', 'cursor=nonsense'],
    ['agentId', 'agentId=7'],
    ['status', 'status=over'],
    ['channel', 'channel=phone'],
    ['failure', 'failure=loud'],
    ['minRating', 'minRating=0'],
    ['maxRating', 'maxRating=many'],
    ['from', 'from=yesterday'],
    ['to', 'to=2026-13-01T00:00:00Z'],
    ['q', `q=${'x'.repeat(201)}`],
    ['q', 'q=%20'],
  ])('refuse a malformed %s, naming it', async (path, query) => {
    const { status, body } = await test.send('GET', `/calls?${query}`);
    expect([status, body.error.details.map((detail: { path: string }) => detail.path)]).toEqual([
      400,
      [path],
    ]);
  });

  it('answer a neighbour exactly as if they did not exist', async () => {
    const id = await endedWithTranscript(['A secret']);
    const requests = [
      ['GET', ''],
      ['GET', '/transcript'],
      ['GET', '/timeline'],
      ['DELETE', ''],
    ] as const;
    for (const [method, path] of requests)
      for (const target of [id, newId(), 'not-an-id']) {
        const answer = await test.send(method, `/calls/${target}${path}`, undefined, test.neighbour);
        delete answer.body.error.requestId;
        expect(answer).toEqual({
          status: 404,
          body: { error: { code: 'call_not_found', message: 'There is no such call.' } },
        });
      }
    expect((await test.send('GET', '/calls?q=secret', undefined, test.neighbour)).body.items).toEqual([]);
    expect(
      (await test.send('GET', `/calls?agentId=${agentId}`, undefined, test.neighbour)).body.items,
    ).toEqual([]);
    expect((await test.send('GET', `/calls/${id}`)).status).toBe(200);
  });
});

describe('erasure', () => {
  it('takes every word and name and leaves the counts', async () => {
    const id = await endedWithTranscript(['Canary words', 'Yes']);
    expect((await test.send('DELETE', `/calls/${id}`)).status).toBe(204);
    for (const path of ['', '/transcript', '/timeline'])
      expect((await test.send('GET', `/calls/${id}${path}`)).status).toBe(404);
    expect((await test.send('DELETE', `/calls/${id}`)).status).toBe(404);
    expect(await idsOf('q=canary')).toEqual([]);
    for (const table of ['turns', 'call_events', 'transcripts']) {
      const { rowCount } = await test.owner.query(`select 1 from ${table} where call_id = $1`, [id]);
      expect([table, rowCount]).toEqual([table, 0]);
    }
    const { rows } = await test.owner.query('select * from calls where id = $1', [id]);
    expect(rows[0]).toMatchObject({ user_id: null, origin: null, turn_count: 2, end_reason: 'client_ended' });
    const audit = await test.owner.query('select action from audit_log where target_id = $1', [id]);
    expect(audit.rows).toEqual([{ action: 'call.erased' }]);
  });

  it('waits until the call is over', async () => {
    const { id } = await speaker.live(['Hello']);
    const answer = await test.send('DELETE', `/calls/${id}`);
    expect([answer.status, answer.body.error.code]).toEqual([409, 'conflict']);
    expect((await test.send('GET', `/calls/${id}/transcript`)).body.turns).toHaveLength(1);
  });
});

describe('paging', () => {
  it('shows each call once, whatever the page size and whatever is added meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 4 }),
        async (before, limit) => {
          const paged = await makeAgent('Paged');
          const expected: string[] = [];
          for (let n = 0; n < before; n++) expected.unshift(await paged.speaker.create());
          const seen: string[] = [];
          let cursor: string | null = null;
          do {
            const query = `agentId=${paged.agentId}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`;
            const { body } = await test.send('GET', `/calls?${query}`);
            expect(body.items.length).toBeLessThanOrEqual(limit);
            seen.push(...body.items.map((call: Call) => call.id));
            cursor = body.nextCursor;
            await paged.speaker.create();
          } while (cursor);
          // Ids made in the same millisecond have no order of their own; the list only has to be stable and whole.
          expect([...seen].sort()).toEqual([...expected].sort());
          expect(seen).toEqual([...seen].sort().reverse());
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('the agents’ activity', () => {
  it('counts the calls of a week for each agent, and says when the last one was', async () => {
    const [busy, idle] = [await makeAgent('Busy'), await makeAgent('Idle')];
    await busy.speaker.ended(['Hello']);
    const last = await busy.speaker.ended(['Hello']);
    const createdAt = new Date('2026-01-01T10:00:00.000Z');
    const call = { agentId: idle.agentId, channel: 'api', origin: null, userId: null } as const;
    const key = { tenantId: test.tenant, callId: newId(createdAt.getTime()) };
    await test.app
      .get(TenantDatabase)
      .withTenant(test.tenant, (tx) => test.app.get(CallLogRepository).insert(tx, key, call, createdAt));
    const { body } = await test.send('GET', '/calls/by-agent');
    const of = (agentId: string) => body.items.find((item: { agentId: string }) => item.agentId === agentId);
    const lastCallAt = (await test.send('GET', `/calls/${last}`)).body.createdAt;
    expect(of(busy.agentId)).toEqual({ agentId: busy.agentId, lastCallAt, callsLast7Days: 2 });
    expect(of(idle.agentId)).toMatchObject({ lastCallAt: createdAt.toISOString(), callsLast7Days: 0 });
    expect((await test.send('GET', '/calls/by-agent', undefined, test.neighbour)).body.items).toEqual([]);
  });
});
