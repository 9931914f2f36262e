import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { untilAnswered } from './until-answered.mjs';

type Answer = readonly [status: number, headers?: Record<string, string>];

describe('a client that asks until it is answered', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** What the client hears at last, and what it has to complain about. */
  async function asked(answers: readonly Answer[]) {
    const left = [...answers];
    server = createServer((_request, response) => {
      const [status, headers] = left.shift() ?? [200];
      response.writeHead(status, headers).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const faults: string[] = [];
    const ask = () => new Request(`http://127.0.0.1:${port}/tickets`);
    const { status } = await untilAnswered(ask, (what) => faults.push(what));
    return { status, faults };
  }

  it.each<[string, Answer[], string[]]>([
    ['waits where it is told when to come again', [[503, { 'retry-after': '1' }]], []],
    ['is not told when to come again', [[503]], ['/tickets: 503 without Retry-After']],
    ['waits where there were too many', [[429, { 'retry-after': '1' }]], []],
    ['meets faults of the server', [[500], [502]], ['/tickets: answered 500', '/tickets: answered 502']],
  ])('%s', async (_what, answers, faults) => {
    expect(await asked(answers)).toEqual({ status: 200, faults });
  });

  it('takes a refusal for an answer', async () => {
    expect(await asked([[409]])).toEqual({ status: 409, faults: [] });
  });
});
