// @ts-check
import { userError } from '../lib/print.mjs';

export const HELP = `npm start [-- options]        npm run dev (the same with --watch)

Installs, builds, and serves OrbisVoice. What is not configured runs embedded: Postgres, the job queue, a local
demonstration voice and a mail outbox. Variables come from the environment or from .env (see .env.example).

  --reset     delete the embedded data (database, demo login, keys) and start afresh
  --seed      make the demo team in a database of your own, too (DATABASE_URL)
  --watch     rebuild and restart on changes; the dashboard is served by vite on port 3001
  --help`;

/** @param {string[]} args */
export function parseOptions(args) {
  const known = new Set(['--reset', '--seed', '--watch', '--help']);
  const unknown = args.find((arg) => !known.has(arg));
  if (unknown) throw userError(`Unknown option ${unknown}.\n\n${HELP}`);
  const has = (/** @type {string} */ name) => args.includes(name);
  return { reset: has('--reset'), seed: has('--seed'), watch: has('--watch'), help: has('--help') };
}
