import type { Command } from './command.js';

/** Every command of `node backend/dist/cli.js`. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'migrate',
    about: 'Bring the database to the present schema.',
    load: async () => (await import('./migrate.command.js')).runMigrate,
  },
  {
    name: 'seed',
    about: 'Make the demo team with its agent and keys, or find it.',
    load: async () => (await import('./seed.command.js')).runSeed,
  },
  {
    name: 'secrets:rewrap',
    about: 'After a change of APP_SECRET: seal everything that is encrypted under the new one.',
    load: async () => (await import('./rewrap.command.js')).runRewrap,
  },
  {
    name: 'privacy:tombstones',
    about: 'Print what was erased, as lines that name nobody, to be kept beside the backups.',
    load: async () => (await import('./privacy/tombstones.command.js')).runTombstones,
  },
  {
    name: 'privacy:replay',
    about: 'After a restore: erase again what is erased by the database or by a file of tombstones.',
    load: async () => (await import('./privacy/tombstones.command.js')).runReplay,
  },
  {
    name: 'audit:verify',
    about:
      'Look whether the audit log is as it was written; --root <day>=<root> of a log kept elsewhere, --json.',
    load: async () => (await import('./privacy/audit-verify.command.js')).runAuditVerify,
  },
  {
    name: 'call',
    about: 'Speak a WAV file to an agent of a running server and keep its answer; --help.',
    load: async () => (await import('./call/call.command.js')).runCallCommand,
  },
  {
    name: 'doctor',
    about: 'Check every configured part and say what is wrong and what to do; --json, --help.',
    load: async () => (await import('./doctor/doctor.command.js')).runDoctor,
  },
  {
    name: 'openapi',
    about: 'Write docs/api from the contracts; --check only compares and fails on a difference.',
    load: async () => (await import('./openapi/openapi.command.js')).runOpenApi,
  },
  {
    name: 'outbox:retry',
    about: 'Take up again what was given up after its last try, and say what it was.',
    load: async () => (await import('./outbox/retry.command.js')).runOutboxRetry,
  },
  {
    name: 'outbox:drop',
    about: 'Let go of what a consumer was given up for and nobody needs any more; --consumer <name>.',
    load: async () => (await import('./outbox/drop.command.js')).runOutboxDrop,
  },
  {
    name: 'analytics:verify',
    about: 'Compare every number of analytics with the calls themselves; --json.',
    load: async () => (await import('./analytics/rebuild.command.js')).runAnalyticsVerify,
  },
  {
    name: 'analytics:rebuild',
    about: 'Count calls anew where analytics is not what they add up to.',
    load: async () => (await import('./analytics/rebuild.command.js')).runAnalyticsRebuild,
  },
  {
    name: 'referrals:verify',
    about: 'Prove the books of the referral programme: chains, sums, projections; --json.',
    load: async () => (await import('./referrals/verify.command.js')).runReferralsVerify,
  },
  {
    name: 'referrals:rebuild',
    about: 'Make everything that is derived from referral facts anew.',
    load: async () => (await import('./referrals/rebuild.command.js')).runReferralsRebuild,
  },
];

export function describeCommands(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`);
  return `Usage: cli <command> [options]\n\n${lines.join('\n')}\n`;
}
