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
    name: 'call',
    about: 'Speak a WAV file to an agent of a running server and keep its answer; --help.',
    load: async () => (await import('./call/call.command.js')).runCallCommand,
  },
  {
    name: 'openapi',
    about: 'Write docs/api from the contracts; --check only compares and fails on a difference.',
    load: async () => (await import('./openapi/openapi.command.js')).runOpenApi,
  },
];

export function describeCommands(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`);
  return `Usage: cli <command> [options]\n\n${lines.join('\n')}\n`;
}
