// @ts-check
import { z } from 'zod';

/**
 * What of a command's report the figures are made from, by measurement. A report that has changed is named by its field,
 * instead of a figure that is made from nothing.
 */
const Spread = z.object({ p50: z.number(), p95: z.number() });
const Counts = z.record(z.string(), z.number());
const Faults = z.array(z.unknown());
const Timed = z.object({ p95Ms: z.number() });
/** Absent where there is no Chromium. */
const Browser = z.number().optional();

export const REPORTS = {
  voice: z.object({
    voice: z.array(
      z.object({
        calls: z.number(),
        relay: z.object({ cpu: z.number(), p50: z.number(), p99: z.number() }),
        gateway: z.object({ cpu: z.number(), p50: z.number(), p99: z.number(), kb: z.number() }),
      }),
    ),
  }),
  'agents-list': z.object({
    http: z.object({
      api: z.object({ perSecond: z.number() }),
      bare: z.object({ perSecond: z.number() }),
    }),
  }),
  widget: z.object({
    widget: z.object({ size: z.object({ gzip: z.number() }), readyMs: Browser, slowReadyMs: Browser }),
  }),
  dashboard: z.object({
    dashboard: z.object({
      heaviest: z.object({ page: z.string(), bytes: z.number() }),
      interactiveMs: Browser,
    }),
  }),
  load: z.object({
    steps: z.array(
      z.object({
        calls: z.number(),
        talk: z.object({
          turns: z.number(),
          errors: Counts,
          turnToVoiceMs: Spread,
          usage: z.object({ gateway: z.object({ cores: z.number(), kbPerCall: z.number() }) }),
        }),
      }),
    ),
  }),
  speech: z.object({
    questions: z.number(),
    answered: z.number(),
    silenceMs: z.number(),
    voiceToVoiceMs: Spread,
  }),
  'set-up': z.object({ calls: z.number(), errors: Faults, readyMs: Spread }),
  lists: z.object({
    calls: z.number(),
    measured: z.array(Timed.extend({ name: z.string() })).min(1),
    plans: z.array(z.object({ nodes: z.array(z.string()) })).min(1),
  }),
  'slow-clients': z.object({
    clients: z.number(),
    mbPerClient: z.number(),
    mbTogether: z.number(),
    // Null where not one frame came back.
    frameMs: z.object({ p99: z.number().nullable() }),
    healthyErrors: Counts,
    letGo: z.number(),
    letGoAfterSeconds: z.object({ p50: z.number() }),
  }),
  'slow-senders': z.object({
    senders: z.number(),
    // Null where one was never closed.
    closedAfterSeconds: z.number().nullable(),
    healthy: z.number(),
    healthyWorked: z.number(),
  }),
  restart: z.object({
    calls: z.number(),
    cut: z.number(),
    exits: z.array(z.number().nullable()).min(1),
    judged: z.object({
      'restarted in order': z.object({ p50Ms: z.number(), p95Ms: z.number() }),
      killed: z.object({ p95Ms: z.number(), longestMs: z.number() }),
    }),
    faults: Faults,
  }),
  'connection-change': z.object({ changes: z.number(), gapMs: Spread }),
  'silent-failures': z.array(z.object({ noticedShare: z.number(), overShare: z.number() })).min(1),
  soak: z.object({
    // Nothing failed, and what is left is not too much.
    ok: z.boolean(),
    minutes: z.number(),
    callsMade: z.number(),
    errors: Counts,
    // Absent where the run was too short to say.
    kbPer1000Calls: z.number().optional(),
    handlesLeft: z.number(),
    connectionsLeft: z.number(),
    loopP99Ms: z.number(),
  }),
  hostile: z.object({
    requests: z.object({ sent: z.number() }),
    sessions: z.object({ opened: z.number() }),
    bystander: z.object({ calmP99Ms: z.number(), attackedP99Ms: z.number() }),
    faults: Faults,
  }),
  chaos: z.object({
    calls: z.number(),
    outcomes: z.array(z.unknown()),
    turns: z.number(),
    invoices: z.number(),
    late: z.array(z.string()),
    faults: Faults,
  }),
  auth: z.object({
    same: z.object({
      compared: z.array(
        z.object({
          what: z.string(),
          tries: z.number(),
          knownMs: z.number(),
          unknownMs: z.number(),
          p: z.number(),
        }),
      ),
      faults: Faults,
    }),
    guessing: z.object({ guesses: z.number(), hashed: z.number(), faults: Faults }),
    refusals: z.object({
      measured: z.array(z.object({ deed: z.string(), refusedMs: z.number(), closedMs: z.number() })).min(1),
      faults: Faults,
    }),
    'cross-site': z.object({ requests: z.number(), changes: z.number(), faults: Faults }),
    flood: z.object({ rate: z.number(), times: z.number(), floodedMs: z.number(), faults: Faults }),
  }),
  ssrf: z.object({
    tries: z.number(),
    ways: z.number(),
    hits: z.number(),
    inside: z.number(),
    told: z.array(z.object({ wordings: z.array(z.string()), spanMs: z.number() })).min(1),
    apart: z.array(z.string()),
    faults: Faults,
  }),
  secrets: z.object({
    words: z.number(),
    hits: z.number(),
    dump: z.object({ found: z.number(), tries: z.number(), accepted: z.number() }),
    others: z.number(),
    left: Faults,
    erasedMs: z.number(),
    replayedMs: z.number(),
    restoredLeft: Faults,
    faults: Faults,
  }),
  drain: z.object({
    calls: z.number(),
    cut: z.number(),
    drained: z.record(z.string(), z.object({ notReadyMs: z.number() })),
    late: Faults,
    faults: Faults,
  }),
  'rate-limits': z.object({
    processes: z.number(),
    limit: z.number(),
    most: z.number(),
    passedWithoutRedis: Counts,
    faults: Faults,
  }),
  ledger: z.object({ entries: z.number(), measured: z.array(Timed).min(1) }),
  histories: z.object({ histories: z.number(), told: z.number(), crashes: z.number(), faults: Faults }),
  'audio-set': z.object({ ok: z.boolean(), performer: z.string(), results: z.array(z.unknown()) }),
};

/** @typedef {typeof REPORTS} Reports */

/**
 * The report of a measurement, as printed by its command. Throws where a field is missing or of another kind.
 * @template {keyof Reports} Id
 * @param {Id} id
 * @param {unknown} printed
 * @returns {z.output<Reports[Id]>}
 */
export function readReport(id, printed) {
  const read = REPORTS[id].safeParse(printed);
  if (!read.success) throw new Error(`the report has changed: ${faultsOf(read.error)}`);
  return /** @type {z.output<Reports[Id]>} */ (read.data);
}

/** @param {z.ZodError} error */
const faultsOf = (error) =>
  error.issues.map(({ path, message }) => `${path.join('.') || 'report'}: ${message}`).join('; ');
