// @ts-check
import { dashboardFigures, httpFigures, voiceFigures, widgetFigures } from '../lib/bench-goals.mjs';
import { fixed } from '../lib/stats.mjs';
import { LOAD } from './load.mjs';
import { UNDER_TROUBLE } from './under-trouble.mjs';

const ms = (/** @type {number} */ value) => `${fixed(value, value < 10 ? 1 : 0)} ms`;
const errorCount = (/** @type {Record<string, number>} */ errors) =>
  Object.values(errors).reduce((sum, count) => sum + count, 0);

/** @type {readonly import('./measurement.mjs').Measurement[]} */
export const MEASUREMENTS = [
  {
    id: 'voice',
    command: 'bench',
    short: ['--only', 'voice', '--calls', '50', '--seconds', '8'],
    long: ['--only', 'voice', '--calls', '50,150', '--seconds', '30'],
    read: ({ voice }) => voice.flatMap(voiceFigures),
  },
  {
    id: 'agents-list',
    command: 'bench',
    short: ['--only', 'http', '--seconds', '5'],
    long: ['--only', 'http', '--seconds', '20'],
    read: ({ http }) => httpFigures(http),
  },
  {
    id: 'widget',
    command: 'bench',
    short: ['--only', 'widget'],
    long: ['--only', 'widget'],
    read: ({ widget }) => widgetFigures(widget),
  },
  {
    id: 'dashboard',
    command: 'bench',
    short: ['--only', 'dashboard'],
    long: ['--only', 'dashboard'],
    read: ({ dashboard }) => dashboardFigures(dashboard),
  },
  LOAD,
  {
    id: 'speech',
    command: 'bench:speech',
    short: ['--questions', '12'],
    long: ['--questions', '60'],
    read: ({ questions, answered, silenceMs, voiceToVoiceMs: { p50, p95 } }) => [
      {
        what: `voice to voice where the engine truly hears and speaks (${silenceMs} ms of silence in it), ${questions} questions`,
        goal: 'p50 ≤ 700 ms, p95 ≤ 1,000 ms, all answered',
        measured: `${ms(p50)}, ${ms(p95)}, ${answered} answered`,
        met: p50 <= 700 && p95 <= 1_000 && answered === questions,
      },
    ],
  },
  {
    id: 'set-up',
    command: 'bench:setup',
    short: ['--rate', '20', '--seconds', '8'],
    long: ['--rate', '20', '--seconds', '30'],
    read: ({ calls, errors, readyMs }) => [
      {
        what: `token to ready p95 at 20 new calls a second, ${calls} calls`,
        goal: '≤ 150 ms, 0 errors',
        measured: `${ms(readyMs.p95)}, ${errors.length} errors`,
        met: readyMs.p95 <= 150 && errors.length === 0,
      },
    ],
  },
  {
    id: 'lists',
    command: 'bench:lists',
    short: ['--calls', '100000', '--transcripts', '20000', '--rounds', '20'],
    long: [],
    read: ({ calls, measured, plans }) => {
      const slowest = measured.reduce((most, one) => (one.p95Ms > most.p95Ms ? one : most));
      const scans = plans.filter(({ nodes }) => nodes.some((node) => node.startsWith('Seq Scan')));
      return [
        {
          what: `lists and analytics, ${calls.toLocaleString('en')} calls in the table`,
          goal: 'p95 ≤ 100 ms',
          measured: `${ms(slowest.p95Ms)} at the slowest (${slowest.name})`,
          met: slowest.p95Ms <= 100,
        },
        {
          what: 'the plans of their statements',
          goal: 'by index',
          measured: `${scans.length} of ${plans.length} read a table from end to end`,
          met: scans.length === 0,
        },
      ];
    },
  },
  {
    id: 'slow-clients',
    command: 'bench:slow',
    short: ['--clients', '20', '--seconds', '25'],
    long: ['--clients', '200'],
    read: ({
      clients,
      mbPerClient,
      mbTogether,
      letGo,
      letGoAfterSeconds,
      frameMs: { p99 },
      healthyErrors,
    }) => [
      {
        what: 'memory of a client that stopped reading',
        goal: '≤ 2 MB, let go',
        measured: `${fixed(mbPerClient)} MB, ${letGo} of ${clients} let go after ${fixed(letGoAfterSeconds.p50, 1)} s`,
        met: mbPerClient <= 2 && letGo === clients,
      },
      {
        what: `by how much a gateway grows in the machine’s memory with ${clients} of them`,
        goal: '≤ 400 MB with 200',
        measured: `${fixed(mbTogether, 0)} MB`,
        met: mbTogether <= 400,
      },
      {
        what: `frames of healthy callers while ${clients} stop reading, there and back`,
        goal: 'p99 ≤ 60 ms, 0 errors',
        measured: `${p99 === null ? 'none' : ms(p99)}, ${errorCount(healthyErrors)} errors`,
        met: p99 !== null && p99 <= 60 && errorCount(healthyErrors) === 0,
      },
    ],
  },
  {
    id: 'slow-senders',
    command: 'bench:slow',
    short: ['--senders', '500'],
    long: ['--senders', '2000'],
    read: ({ senders, closedAfterSeconds, healthy, healthyWorked }) => [
      {
        what: `${senders.toLocaleString('en')} connections that never finish what they say, and who signs in or calls meanwhile`,
        goal: 'closed ≤ 10 s, nobody kept out',
        measured: `${closedAfterSeconds === null ? 'not all closed' : `the last after ${fixed(closedAfterSeconds, 1)} s`}, ${healthyWorked} of ${healthy} worked`,
        met: closedAfterSeconds !== null && closedAfterSeconds <= 10 && healthyWorked === healthy,
      },
    ],
  },
  {
    id: 'restart',
    command: 'bench:restart',
    short: ['--calls', '10'],
    long: ['--calls', '40'],
    read: ({ calls, cut, exits, judged: { 'restarted in order': inOrder, killed }, faults }) => [
      {
        what: `gateways replaced one after the other under ${calls} calls`,
        goal: 'no call cut, exit 0',
        measured: `${cut} cut, exits ${exits.join(', ')}, ${faults.length} faults`,
        met: cut === 0 && faults.length === 0 && exits.every((code) => code === 0),
      },
      {
        what: `how long calls are interrupted by that, ${calls} calls`,
        goal: 'p50 ≤ 500 ms, p95 ≤ 1.5 s',
        measured: `${ms(inOrder.p50Ms)}, ${ms(inOrder.p95Ms)}`,
        met: inOrder.p50Ms <= 500 && inOrder.p95Ms <= 1_500,
      },
      {
        what: `how long calls are interrupted by a gateway that is killed, ${calls} calls`,
        goal: 'p95 ≤ 1.5 s, at most 5 s',
        measured: `${ms(killed.p95Ms)}, ${ms(killed.longestMs)} at most`,
        met: killed.p95Ms <= 1_500 && killed.longestMs <= 5_000,
      },
    ],
  },
  {
    id: 'connection-change',
    command: 'bench:gaps',
    short: ['--calls', '4', '--seconds', '40'],
    long: [],
    read: ({ changes, gapMs }) => [
      {
        what: `a gap to hear where the model’s connection changes (${changes} changes)`,
        goal: 'p95 ≤ 300 ms',
        measured: ms(gapMs.p95),
        met: changes > 0 && gapMs.p95 <= 300,
      },
    ],
  },
  ...UNDER_TROUBLE,
  {
    id: 'rate-limits',
    command: 'bench:limits',
    short: ['--seconds', '70'],
    long: [],
    read: ({ processes, limit, most, passedWithoutRedis, faults }) => [
      {
        what: `requests that pass in any sliding minute, ${processes} processes, limit ${limit}`,
        goal: 'within 1 %',
        measured: `${most} at most, ${faults.length} faults`,
        met: faults.length === 0 && most <= limit * 1.01,
      },
      {
        what: 'the same without Redis: requests of a key, sign-ins of an address, tickets of a key',
        goal: 'some, and no more than the limit',
        measured: `${Object.entries(passedWithoutRedis)
          .map(([kind, count]) => `${count} ${kind}`)
          .join(', ')}, ${faults.length} faults`,
        met: faults.length === 0,
      },
    ],
  },
  {
    id: 'ledger',
    command: 'bench:ledger',
    short: ['--entries', '100000', '--rounds', '10'],
    long: [],
    read: ({ entries, measured }) => {
      const slowest = Math.max(...measured.map((one) => one.p95Ms));
      return [
        {
          what: `referral pages, ${entries.toLocaleString('en')} entries in the ledger`,
          goal: 'p95 ≤ 100 ms',
          measured: ms(slowest),
          met: slowest <= 100,
        },
      ];
    },
  },
  {
    id: 'histories',
    command: 'bench:histories',
    short: ['--histories', '200', '--seed', '1'],
    long: ['--seed', '1'],
    read: ({ histories, told, crashes, faults }) => [
      {
        what: `${histories.toLocaleString('en')} random histories of money, ${told.toLocaleString('en')} tellings and ${crashes.toLocaleString('en')} deaths`,
        goal: 'same books, every sum right',
        measured: `${faults.length} faults`,
        met: faults.length === 0,
      },
    ],
  },
  {
    id: 'audio-set',
    command: 'audio-set',
    short: ['--check'],
    long: ['--check'],
    read: ({ ok, performer, results }) => [
      {
        what: `questions heard by the local engine (${performer}) in ${results.length} conditions`,
        goal: 'each within its bounds',
        measured: ok ? 'all within' : 'not all within',
        met: ok,
      },
    ],
  },
];
