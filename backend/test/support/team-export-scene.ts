import { randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { TeamExport } from '@orbisvoice/contracts';
import pg from 'pg';
import { PASSWORD } from './browser.js';
import { insertOverCall, overCall } from './counted-calls.js';
import { settle, type Household } from './tenant-matrix/household.js';
import { createTestApp, type TestApp } from './test-app.js';
import { waitFor } from './wait-for.js';
import { unzip, type ZippedFile } from './zip-reader.js';

/** So many that no buffer between the product and a reader holds an archive of them. */
export const LONG_CALLS = 60;
export const TURNS_OF_LONG_CALL = 4;
const BYTES_OF_TURN = 48_000;

/** A team with one of everything and with many long calls, beside a team of which nothing may be seen. */
export interface TeamExportScene {
  readonly test: TestApp;
  readonly database: pg.Client;
  readonly mine: Household;
  readonly theirs: Household;
  /** Of the owner's browser. */
  readonly cookie: string;
  /** As the owner, who shows the password. */
  ask(): Promise<TeamExport>;
  /** How it stands in the list. */
  listed(id: string): Promise<TeamExport>;
  /** A download that is read as the test wishes; paused at first. */
  begin(id: string, url?: string): Promise<IncomingMessage>;
  /** All of it, to its end, until the list says so. */
  download(id: string): Promise<ZippedFile[]>;
  /** Breaks off whatever is still being read, so that a test that failed is no fault of the next. */
  letGo(): Promise<void>;
  close(): Promise<void>;
}

/** @param theirMark stands in every text of the other team. */
export async function teamExportScene(theirMark = 'theirs'): Promise<TeamExportScene> {
  const test = await createTestApp({ config: { ROLE: 'api', AUTH_ATTEMPTS_PER_MINUTE: '10000' } });
  const database = new pg.Client({ connectionString: test.database.url });
  await database.connect();
  const mine = await settle(test, database, 'mine');
  const theirs = await settle(test, database, theirMark);
  await addLongCalls(database, mine);
  const cookie = await signIn(test.url, mine);
  const answers: IncomingMessage[] = [];
  const begin = (id: string, url = test.url): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const wish = { headers: { cookie }, agent: false } as const;
      get(`${url}/privacy/team-exports/${id}/download`, wish, (answer) => {
        answers.push(answer);
        resolve(answer);
      }).on('error', reject);
    });
  const listed = async (id: string): Promise<TeamExport> => {
    const { items } = (await mine.owner.get('/privacy/team-exports').expect(200)).body;
    return (items as TeamExport[]).find((item) => item.id === id) as TeamExport;
  };
  return {
    ...{ test, database, mine, theirs, cookie, begin, listed },
    ask: async () =>
      (await mine.owner.post('/privacy/team-exports', { password: PASSWORD }).expect(201)).body as TeamExport,
    download: async (id) => {
      const answer = await begin(id);
      if (answer.statusCode !== 200) throw new Error(`the download was answered with ${answer.statusCode}`);
      const files = unzip(await buffer(answer));
      // Written down a moment after the last byte.
      await waitFor(async () => (await listed(id)).state === 'done');
      return files;
    },
    letGo: async () => {
      for (const answer of answers.splice(0)) answer.destroy();
      await waitFor(
        async () => (await database.query(`select from team_exports where state = 'running'`)).rowCount === 0,
        60_000,
      );
    },
    close: async () => {
      await database.end();
      await test.close();
    },
  };
}

async function addLongCalls(database: pg.Client, { tenant, ids }: Household): Promise<void> {
  for (let index = 0; index < LONG_CALLS; index += 1) {
    const call = overCall(ids.agent, Date.now() - 10_000_000 + index);
    await insertOverCall(database, tenant, call);
    // What is random cannot be packed.
    await database.query(
      `insert into turns (tenant_id, call_id, seq, turn, role, text, interrupted, started_at, ended_at, epoch)
       select $1, $2, n, n, 'user', $3, false, now(), now(), 1 from generate_series(1, $4::integer) n`,
      [tenant, call.id, randomBytes(BYTES_OF_TURN).toString('base64'), TURNS_OF_LONG_CALL],
    );
  }
}

/** The cookies of a second browser, for requests that a test reads by hand. */
async function signIn(url: string, { owner }: Household): Promise<string> {
  const { body: me } = await owner.get('/auth/me').expect(200);
  const answer = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: me.user.email, password: PASSWORD }),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
