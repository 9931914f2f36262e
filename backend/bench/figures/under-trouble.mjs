// @ts-check
import { fixed } from '../lib/stats.mjs';

const DAY_MS = 86_400_000;

/** What holds where something goes wrong. @type {readonly import('./measurement.mjs').Measurement[]} */
export const UNDER_TROUBLE = [
  {
    id: 'silent-failures',
    command: 'bench:guard',
    short: ['--calls', '5'],
    long: [],
    read: (results) => {
      const least = Math.min(...results.map((one) => Math.min(one.noticedShare, one.overShare)));
      return [
        {
          what: `silent failures of the model, ${results.length} kinds: noticed and overcome in time`,
          goal: '≥ 95 % of runs',
          measured: `${fixed(100 * least, 0)} % at the worst`,
          met: least >= 0.95,
        },
      ];
    },
  },
  {
    id: 'soak',
    command: 'soak',
    short: ['--minutes', '1.5'],
    long: [],
    read: ({ ok, minutes, callsMade, errors, kbPer1000Calls, handlesLeft, connectionsLeft, loopP99Ms }) => {
      const failures = Object.entries(errors).map(([text, count]) => `${count} × ${text}`);
      const memory =
        kbPer1000Calls === undefined
          ? 'too short for memory'
          : `${fixed(kbPer1000Calls, 0)} KB for 1,000 calls`;
      return [
        {
          what: `memory over ${minutes} min of calls that come and go (${callsMade} calls)`,
          goal: '≤ 1 MB for 1,000 calls, ≤ 2 handles and connections to Postgres kept, 0 errors',
          measured: [
            memory,
            `handles ${handlesLeft}`,
            `connections ${connectionsLeft}`,
            ...(failures.length > 0 ? failures : ['0 errors']),
          ].join(', '),
          met: ok && kbPer1000Calls !== undefined,
        },
        {
          what: 'how late the gateway’s event loop is meanwhile',
          goal: 'p99 ≤ 50 ms',
          measured: `${fixed(loopP99Ms, 1)} ms`,
          met: loopP99Ms <= 50,
        },
      ];
    },
  },
  {
    id: 'hostile',
    command: 'hostile',
    short: ['--requests', '2000', '--sessions', '200', '--seed', '1'],
    long: ['--seed', '1'],
    read: ({ requests, sessions, bystander, faults }) => [
      {
        what: `${requests.sent.toLocaleString('en')} hostile requests, ${sessions.opened.toLocaleString('en')} hostile sockets`,
        goal: '0 answers ≥ 500, 0 crashes, closed with a known code',
        measured: `${faults.length} faults`,
        met: faults.length === 0,
      },
      {
        what: 'p99 of a team that works while others attack',
        goal: '≤ 2 ×',
        measured: `${fixed(bystander.attackedP99Ms, 1)} ms, ${fixed(bystander.calmP99Ms, 1)} ms before`,
        met: bystander.attackedP99Ms <= 2 * bystander.calmP99Ms,
      },
    ],
  },
  {
    id: 'chaos',
    command: 'chaos',
    short: ['--calls', '8', '--minutes', '1', '--seed', '1', '--only', 'gateway-kill,worker-kill'],
    long: ['--seed', '1'],
    read: ({ calls, outcomes, turns, invoices, late, faults }) => [
      {
        what: `${outcomes.length} harms to the topology under ${calls} calls: ${turns} turns, ${invoices} invoices`,
        goal: 'nothing lost or doubled, one end a call',
        measured: `${faults.length} faults`,
        met: faults.length === 0,
      },
      {
        what: 'times to be whole again after each harm',
        goal: 'none missed',
        measured: late.length === 0 ? 'none' : `${late.length} missed: ${late.join('; ')}`,
        met: late.length === 0,
      },
    ],
  },
  {
    id: 'auth',
    command: 'bench:auth',
    short: [],
    long: ['--long'],
    read: ({ same, guessing, refusals, 'cross-site': crossSite, flood }) => {
      const worst = same.compared.reduce((least, one) => (one.p < least.p ? one : least));
      const slowest = Math.max(
        ...refusals.measured.flatMap(({ refusedMs, closedMs }) => [refusedMs, closedMs]),
      );
      return [
        {
          what: `whether an account exists, by words, status and time of ${same.compared.length} questions (${worst.tries} tries of each kind)`,
          goal: 'same answer, means within 5 %, p > 0.01',
          measured: `${fixed(worst.knownMs, 1)} against ${fixed(worst.unknownMs, 1)} ms, p ${fixed(worst.p, 3)} at the worst, ${same.faults.length} faults`,
          met: same.faults.length === 0,
        },
        {
          what: `${guessing.guesses.toLocaleString('en')} guesses at one account from 100 addresses`,
          goal: '≤ 50 reach the hash, the owner gets in',
          measured: `${guessing.hashed} reach it, ${guessing.faults.length} faults`,
          met: guessing.faults.length === 0,
        },
        {
          what: `${refusals.measured.length} ways to lose a credential: refused by all processes, calls and streams closed`,
          goal: '≤ 5 s',
          measured: `${fixed(slowest, 0)} ms at the slowest, ${refusals.faults.length} faults`,
          met: refusals.faults.length === 0,
        },
        {
          what: `${crossSite.requests.toLocaleString('en')} requests of a bad page in Chromium, with and without Sec-Fetch-Site`,
          goal: '0 changes',
          measured: `${crossSite.changes} changes, ${crossSite.faults.length} faults`,
          met: crossSite.faults.length === 0,
        },
        {
          what: `p99 of other requests under ${flood.rate} logins a second`,
          goal: '≤ 2 ×',
          measured: `${fixed(flood.times)} × (${fixed(flood.floodedMs, 1)} ms)`,
          met: flood.faults.length === 0,
        },
      ];
    },
  },
  {
    id: 'ssrf',
    command: 'bench:ssrf',
    short: [],
    long: ['--long'],
    read: ({ tries, ways, hits, inside, told, apart, faults }) => [
      {
        what: `${tries.toLocaleString('en')} tries to reach addresses inside by ${ways} ways out, by spelling, name and redirect`,
        goal: '0 connections',
        measured: `${hits} connections, ${inside} dialled, ${faults.length} faults`,
        met: faults.length === 0,
      },
      {
        what: 'blocked, refused and unresolvable addresses told apart',
        goal: 'same words, medians within 50 ms',
        measured: `${Math.max(...told.map(({ wordings }) => wordings.length))} wording, medians within ${fixed(Math.max(...told.map(({ spanMs }) => spanMs)), 0)} ms`,
        met: apart.length === 0 && told.every(({ wordings }) => wordings.length === 1),
      },
    ],
  },
  {
    id: 'secrets',
    command: 'bench:secrets',
    short: [],
    long: ['--long'],
    read: ({ words, hits, dump, others, left, erasedMs, replayedMs, restoredLeft, faults }) => [
      {
        what: `${words} secret words after everything that people do, in log, metrics, refusals, Redis, queue, audit log and tables`,
        goal: '0 where they should not be',
        measured: `${hits} found, ${faults.length} faults`,
        met: hits === 0 && faults.length === 0,
      },
      {
        what: `a dump of the database alone, its words tried ${dump.tries.toLocaleString('en')} times`,
        goal: 'opens nothing',
        measured: `${dump.found} secrets in it, ${dump.accepted} accepted`,
        met: dump.tries > 0 && dump.found === 0 && dump.accepted === 0,
      },
      {
        what: `one caller erased among ${others.toLocaleString('en')} other calls, and again in a restored backup`,
        goal: '≤ 24 h, 0 hits',
        measured: `${fixed(erasedMs / 1_000, 1)} s, ${fixed(replayedMs / 1_000, 1)} s; ${left.length + restoredLeft.length} hits`,
        met: left.length + restoredLeft.length === 0 && Math.max(erasedMs, replayedMs) <= DAY_MS,
      },
    ],
  },
  {
    id: 'drain',
    command: 'bench:drain',
    short: ['--calls', '8'],
    long: [],
    read: ({ calls, cut, drained, late, faults }) => [
      {
        what: `SIGTERM to each role under ${calls} calls`,
        goal: 'no call cut, exit 0 in time',
        measured: `${cut} cut, ${faults.length} faults, ${late.length} late`,
        met: faults.length + late.length === 0,
      },
      {
        what: 'SIGTERM until a process says that it is not ready, the slowest role',
        goal: '≤ 100 ms',
        measured: `${fixed(slowestOf(drained), 0)} ms`,
        met: slowestOf(drained) <= 100,
      },
    ],
  },
];

/** @param {Record<string, { notReadyMs: number }>} drained */
const slowestOf = (drained) => Math.max(...Object.values(drained).map(({ notReadyMs }) => notReadyMs));
