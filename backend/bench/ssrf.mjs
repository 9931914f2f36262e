#!/usr/bin/env node
// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { freePort } from '../bin/launcher/ports.mjs';
import { fromRoot } from '../bin/lib/paths.mjs';
import { complain, main } from '../bin/lib/print.mjs';
import { inParallel } from '../bin/lib/run.mjs';
import { Part } from './chaos/part.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed, p50, table } from './lib/stats.mjs';
import { Canaries } from './ssrf/canaries.mjs';
import { CORPUS_HOSTS, CORPUS_URLS, corpusUrls } from './ssrf/corpus.mjs';
import { comparedNames, PUBLIC, treacherousNames } from './ssrf/names.mjs';
import { httpTool, LANES, outboundWebhook, TeamApi, transferWebhook } from './ssrf/ways-out.mjs';

const HELP = `npm run bench:ssrf [-- --long --json]

Tries to reach this machine through every feature that calls an address which a team chose: tools, the webhook of
transferToHuman, outbound webhooks. First by saving each address of the corpus, then with the address put into the
database, as if it had passed; by names that lead inside at once, beside a public address or at the second question; and
by redirects. Listeners on 127.0.0.1, ::1 and 127.0.0.2 count who arrives, and every address that the product dials is
written down. Then whether a team can tell a blocked address from a closed and from an unknown one by words or time.
Nothing is sent beyond this machine. Exits with 1 where anything got inside, could be saved, or could be told apart.

  --long  every address goes out by every way instead of by one of them in turn, in each scheme, with 20 comparisons
          instead of 4`;

const REDIRECTS = [301, 302, 303, 307, 308];
/** Medians of what is refused may differ by so much: less than a network of any kind adds by chance. */
const SAME_MS = 50;
const REBINDING_QUESTIONS = 3;

/** @typedef {import('./lib/stack.mjs').Stack} Stack */
/** @typedef {import('./ssrf/ways-out.mjs').WayOut} WayOut */
/**
 * @typedef {object} Compared
 * @property {string} way
 * @property {string[]} wordings  all that a team was told
 * @property {Record<import('./ssrf/names.mjs').Outcome, number>} p50Ms
 * @property {number} spanMs  between the quickest and the slowest median
 */

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { long: false },
    measure: ({ long }) => onStack(1, (stack) => examine(stack, long)),
    describe,
    isGood: ({ faults, apart }) => faults.length + apart.length === 0,
  }),
);

/** @param {Stack} stack @param {boolean} long */
async function examine(stack, long) {
  const canaries = await Canaries.open();
  const redirector = await startRedirector(canaries.port);
  const database = new pg.Pool({ connectionString: stack.env.DATABASE_URL });
  try {
    /** @type {string[]} */
    const faults = [];
    const compared = comparedNames(long ? 20 : 4);
    const treacherous = treacherousNames();
    const answers = Object.fromEntries(
      compared.flatMap(({ name, answers }) => (answers ? [[name, answers]] : [])),
    );
    const { http, dials } = await startProduct(
      stack,
      { ...treacherous, ...answers },
      redirector.host,
      faults,
    );
    const api = new TeamApi(http, stack.teams[0]?.secretKey ?? '', database);
    const retrying = await httpTool(api, 2);
    const ways = [await httpTool(api, 0), await transferWebhook(api), await outboundWebhook(api)];
    const every = corpusUrls(canaries.port);
    const planted = [
      ...(long ? every : every.filter((url) => !url.startsWith('http:'))).filter((url) => URL.canParse(url)),
      ...Object.keys(treacherous).map((name) => `https://${name}/`),
      ...REDIRECTS.flatMap((status) => redirector.paths.map((path) => `${redirector.url}/${status}/${path}`)),
    ];
    let tries = 0;
    for (const [number, way] of ways.entries()) {
      const mine = planted
        .filter((_url, index) => long || index % ways.length === number)
        .flatMap((url) =>
          Array.from({ length: url.includes('rebinding') ? REBINDING_QUESTIONS : 1 }, () => url),
        );
      complain(`${way.name}: ${every.length} addresses to save, ${mine.length} to call …`);
      await inLanes(every, async (_lane, url) => void faults.push(...(await savedOf(way, url))));
      await inLanes(mine, async (lane, url) => {
        const { text } = await way.call(lane, url);
        if (/"ok":true|"delivered"|^5/.test(text)) faults.push(`${way.name} ${url}: ${text}`);
      });
      tries += every.length + mine.length;
    }
    if (redirector.asked() < REDIRECTS.length * (long ? ways.length : 1))
      faults.push('the redirects were never followed up to');
    complain('blocked, refused and unresolvable …');
    /** @type {Compared[]} */
    const told = [];
    for (const way of [...ways, retrying]) told.push(await compare(way, compared));
    faults.push(
      ...told
        .filter(({ wordings }) => wordings.length > 1)
        .map(({ way, wordings }) => `${way}: words tell apart: ${wordings.join(' | ')}`),
    );
    const apart = told
      .filter(({ spanMs }) => spanMs > SAME_MS)
      .map(({ way, spanMs }) => `${way}: ${fixed(spanMs, 0)} ms`);
    const inside = dials().filter((dialled) => !isExpected(dialled, stack, redirector.host));
    faults.push(...[...new Set(inside)].map((dialled) => `dialled ${dialled}`));
    if (canaries.hits > 0) faults.push(`${canaries.hits} connections at the canaries`);
    const corpus = CORPUS_HOSTS.length + CORPUS_URLS.length;
    const { hits } = canaries;
    return { corpus, tries, ways: ways.length, hits, inside: inside.length, told, apart, faults };
  } finally {
    await database.end();
    redirector.close();
    await canaries.close();
  }
}

/** @param {WayOut} way @param {string} url @returns {Promise<string[]>} */
async function savedOf(way, url) {
  const status = await way.save(url);
  return status === 400 || status === 422 ? [] : [`${way.name}: saving ${url} was answered ${status}`];
}

/**
 * @param {string[]} urls
 * @param {(lane: number, url: string) => Promise<void>} work
 */
function inLanes(urls, work) {
  const shares = Array.from({ length: LANES }, (_, lane) =>
    urls.filter((_url, index) => index % LANES === lane),
  );
  return inParallel(shares, LANES, async (share) => {
    const lane = shares.indexOf(share);
    for (const url of share) await work(lane, url);
  });
}

/**
 * Words and times of tries that fail before anything is sent. Three at once, one of each kind: what is measured is not
 * how busy this machine is.
 * @param {WayOut} way
 * @param {ReturnType<typeof comparedNames>} names
 * @returns {Promise<Compared>}
 */
async function compare(way, names) {
  /** @type {Set<string>} */
  const wordings = new Set();
  /** @type {Record<import('./ssrf/names.mjs').Outcome, number[]>} */
  const times = { blocked: [], refused: [], unresolvable: [] };
  await inParallel(names, Object.keys(times).length, async ({ outcome, name }) => {
    const { text, ms } = await way.call(Object.keys(times).indexOf(outcome), `https://${name}/`);
    wordings.add(text);
    times[outcome].push(ms);
  });
  const p50Ms = {
    blocked: p50(times.blocked),
    refused: p50(times.refused),
    unresolvable: p50(times.unresolvable),
  };
  const spanMs = Math.max(...Object.values(p50Ms)) - Math.min(...Object.values(p50Ms));
  return { way: way.name, wordings: [...wordings], p50Ms, spanMs };
}

/** Beside its own parts the product may dial what is public, which watched-network.mjs refuses. @param {string} dialled @param {Stack} stack @param {string} allowed */
function isExpected(dialled, { env }, allowed) {
  const { port } = new URL(env.DATABASE_URL ?? '');
  const [address = '', dialledPort = ''] = dialled.split(' ');
  return PUBLIC.includes(address) || dialled === allowed.replace(':', ' ') || dialledPort === port;
}

/**
 * @param {Stack} stack
 * @param {Record<string, string[][]>} names
 * @param {string} allowed  host and port that an operator opened
 * @param {string[]} faults
 */
async function startProduct(stack, names, allowed, faults) {
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const [namesFile, dialsFile] = [join(stack.dataFolder, 'names.json'), join(stack.dataFolder, 'dials.txt')];
  writeFileSync(namesFile, JSON.stringify(names));
  writeFileSync(dialsFile, '');
  const env = {
    ...stack.env,
    ROLE: 'all',
    PORT: String(port),
    GATEWAY_PORT: String(gatewayPort),
    EGRESS_ALLOW: allowed,
    WATCHED_NAMES: namesFile,
    WATCHED_DIALS: dialsFile,
  };
  const script = fromRoot('backend', 'dist', 'main.js');
  const watched = pathToFileURL(fromRoot('backend', 'bench', 'ssrf', 'watched-network.mjs')).href;
  const http = `http://127.0.0.1:${port}`;
  const nodeArgs = ['--import', watched];
  const service = { name: 'watched', script, nodeArgs, env, readyUrl: `${http}/ready`, graceMs: 10_000 };
  await new Part(stack.services, service, (what) => faults.push(what)).start();
  const dials = () => readFileSync(dialsFile, 'utf8').split('\n').filter(Boolean);
  return { http, dials };
}

/**
 * A server that a team may call, and that sends whoever asks on to an address inside: `/302/0` to the first of them.
 * @param {number} port  of the canaries
 */
async function startRedirector(port) {
  const targets = [`http://127.0.0.1:${port}/`, `http://[::1]:${port}/`, `http://localhost:${port}/`];
  let asked = 0;
  const server = createServer((request, reply) => {
    asked += 1;
    const [, status = '', target = ''] = (request.url ?? '').split('/');
    reply.writeHead(Number(status), { location: targets[Number(target)] ?? '' }).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const host = `127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { host, url: `http://${host}`, paths: [...targets.keys()], asked: () => asked, close };
}

/** @param {Awaited<ReturnType<typeof examine>>} report */
function describe({ corpus, tries, ways, hits, inside, told, apart, faults }) {
  const rows = told.map(({ way, wordings, p50Ms: { blocked, refused, unresolvable } }) => [
    ...[way, fixed(blocked, 0), fixed(refused, 0), fixed(unresolvable, 0), String(wordings.length)],
  ]);
  return [
    `  ${corpus} addresses, and names and redirects to them: ${tries} tries by ${ways} ways out`,
    `  ${hits} connections at the canaries, ${inside} addresses inside dialled`,
    '',
    table(
      ['What failed before anything was sent', 'blocked ms', 'refused ms', 'unresolvable ms', 'wordings'],
      rows,
    ),
    '',
    `  ${faults.length} faults, ${apart.length} ways tell by their time`,
    ...[...apart, ...faults].slice(0, 30).map((fault) => `    ${fault}`),
  ].join('\n');
}
