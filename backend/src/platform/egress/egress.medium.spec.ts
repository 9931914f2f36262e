import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '@orbisvoice/config';
import { Canaries } from '../../../bench/ssrf/canaries.mjs';
import { CORPUS_HOSTS, CORPUS_URLS, corpusUrls } from '../../../bench/ssrf/corpus.mjs';
import { SystemClock } from '../clock/clock.js';
import { Metrics } from '../metrics/index.js';
import { EgressClient, type EgressRequest } from './egress-client.js';
import { EgressError } from './egress-error.js';
import { HostResolver, SystemResolver, type HostAddress } from './host-resolver.port.js';

const servers: { close(): unknown }[] = [];
const clients: EgressClient[] = [];
afterAll(async () => {
  await Promise.all(clients.map((client) => client.onApplicationShutdown()));
  for (const server of servers) server.close();
});

function makeClient(
  resolver: HostResolver = new SystemResolver(),
  allow: readonly string[] = [],
): EgressClient {
  const config = loadConfig({ DATABASE_URL: 'postgres://x@y/z', EGRESS_ALLOW: allow.join(',') });
  const client = new EgressClient(config, resolver, new Metrics(), new SystemClock());
  clients.push(client);
  return client;
}

/** Counts every connection that somebody manages to open. */
async function canary(host: string): Promise<{ port: number; hits: number }> {
  const found = { port: 0, hits: 0 };
  const server = createTcpServer((socket) => {
    found.hits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  servers.push(server);
  found.port = (server.address() as AddressInfo).port;
  return found;
}

const failureOf = async (client: EgressClient, url: string, wish: Partial<EgressRequest> = {}) => {
  const began = performance.now();
  try {
    await client.send({ method: 'GET', url, headers: {}, timeoutMs: 5_000, ...wish });
  } catch (error) {
    const { fault, maybeSent, message } = error as EgressError;
    return { fault, maybeSent, message, tookMs: performance.now() - began };
  }
  throw new Error(`${url} was called`);
};

class Answers extends HostResolver {
  asked = 0;
  constructor(private readonly rounds: readonly string[][]) {
    super();
  }
  resolve(): Promise<HostAddress[]> {
    const round = this.rounds[Math.min(this.asked++, this.rounds.length - 1)] ?? [];
    return Promise.resolve(round.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  }
}

describe('the corpus of addresses inside', () => {
  it('has at least 80 entries and none of them opens a connection', async () => {
    const canaries = await Canaries.open();
    servers.push(canaries);
    const urls = corpusUrls(canaries.port);
    expect(CORPUS_HOSTS.length + CORPUS_URLS.length).toBeGreaterThanOrEqual(80);
    const client = makeClient();
    for (const url of urls) expect([url, client.faultOf(url)]).toEqual([url, expect.any(String)]);
    const failures = await Promise.all(urls.map((url) => failureOf(client, url)));
    expect(new Set(failures.map(({ fault, maybeSent }) => `${fault} ${maybeSent}`))).toEqual(
      new Set(['blocked false']),
    );
    expect(canaries.hits).toBe(0);
  });

  it.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['10.0.0.7'],
    ['169.254.169.254'],
    ['fd00:ec2::254'],
    ['93.184.216.34', '127.0.0.1'],
    ['2606:4700::1111', '::1'],
  ])('is not reached by a name that resolves to %s', async (...addresses) => {
    const inside = await canary('127.0.0.1');
    const failure = await failureOf(makeClient(new Answers([addresses])), 'https://rebind.example.com/');
    expect(failure).toMatchObject({ fault: 'blocked', maybeSent: false });
    expect(inside.hits).toBe(0);
  });

  it('is not reached by a name that changes its answer between two calls', async () => {
    const resolver = new Answers([['127.0.0.1'], ['10.0.0.1'], ['::1']]);
    const client = makeClient(resolver);
    for (let round = 0; round < 3; round++)
      expect(await failureOf(client, 'https://rebind.example.com/')).toMatchObject({ fault: 'blocked' });
    // One question a connection: there is no second answer to swap in.
    expect(resolver.asked).toBe(3);
  });

  it('tells blocked, closed and unknown hosts apart by neither words nor time', async () => {
    const closed = await canary('127.0.0.1');
    const unknown = new (class extends HostResolver {
      resolve(): Promise<HostAddress[]> {
        return Promise.reject(new Error('ENOTFOUND'));
      }
    })();
    servers.pop()?.close();
    await sleep(20);
    const failures = [
      await failureOf(makeClient(new Answers([['10.0.0.1']])), 'https://a.example.com/'),
      await failureOf(makeClient(unknown), 'https://a.example.com/'),
      await failureOf(
        makeClient(new SystemResolver(), [`127.0.0.1:${closed.port}`]),
        `http://127.0.0.1:${closed.port}/`,
      ),
    ];
    for (const { maybeSent, tookMs } of failures) {
      expect(maybeSent).toBe(false);
      expect(tookMs).toBeGreaterThanOrEqual(240);
      expect(tookMs).toBeLessThan(1_500);
    }
  });
});

describe('an allowed server', () => {
  let base: string;
  let client: EgressClient;
  let server: Server;
  const paths: Record<string, RequestListener> = {
    '/json': (_request, reply) => reply.setHeader('content-type', 'application/json').end('{"ok":true}'),
    '/away': (_request, reply) => reply.writeHead(302, { location: '/json' }).end(),
    '/big': (_request, reply) => reply.end('x'.repeat(300_000)),
    '/bomb': (_request, reply) =>
      reply.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(20_000_000))),
    '/gzip': (_request, reply) => reply.setHeader('content-encoding', 'gzip').end(gzipSync('packed')),
    '/odd': (_request, reply) => reply.setHeader('content-encoding', 'zip').end('x'),
    '/torn-gzip': (_request, reply) => reply.setHeader('content-encoding', 'gzip').end('nonsense'),
    '/torn-br': (_request, reply) => reply.setHeader('content-encoding', 'br').end('nonsense'),
    '/silent': () => undefined,
    '/drip': (_request, reply) => {
      const drip = setInterval(() => reply.write('x'), 50);
      reply.on('close', () => clearInterval(drip));
    },
    '/cut': (request) => request.socket.destroy(),
  };
  beforeAll(async () => {
    server = createServer((request, reply) => paths[request.url ?? '']?.(request, reply));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push({ close: () => (server.closeAllConnections(), server.close()) });
    const { port } = server.address() as AddressInfo;
    base = `http://127.0.0.1:${port}`;
    client = makeClient(new SystemResolver(), [`127.0.0.1:${port}`]);
  });
  const get = (path: string) =>
    client.send({ method: 'GET', url: base + path, headers: {}, timeoutMs: 5_000 });

  it('answers', async () => {
    expect(await get('/json')).toMatchObject({
      status: 200,
      contentType: 'application/json',
      text: '{"ok":true}',
    });
    expect((await get('/gzip')).text).toBe('packed');
  });

  it('is not followed elsewhere', async () => {
    expect(await get('/away')).toMatchObject({ status: 302, text: '' });
  });

  it.each([
    ['/big', 'too_large'],
    ['/bomb', 'too_large'],
    ['/odd', 'broken'],
    ['/torn-gzip', 'broken'],
    ['/torn-br', 'broken'],
    ['/cut', 'broken'],
  ])('is cut off at %s', async (path, fault) => {
    expect(await failureOf(client, base + path)).toMatchObject({ fault, maybeSent: true });
  });

  it.each(['/silent', '/drip'])('is cut off at %s by the deadline', async (path) => {
    const failure = await failureOf(client, base + path, { timeoutMs: 600 });
    expect(failure).toMatchObject({ fault: 'timeout', maybeSent: true });
    expect(failure.tookMs).toBeLessThan(2_500);
  });

  it('is let go when nobody waits any more', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    expect(await failureOf(client, `${base}/silent`, { signal: stop.signal })).toMatchObject({
      fault: 'cancelled',
    });
  });

  it('is the only one allowed: the next port is not', () => {
    expect(client.faultOf(base)).toBeUndefined();
    expect(client.faultOf('http://127.0.0.1:1/')).toBe('must begin with https://');
    expect(client.faultOf('https://127.0.0.1/')).toBe('must name a host, not an address');
    expect(client.faultOf('https://api.example.com/v1?x=1')).toBeUndefined();
  });
});
