import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeVariables, loadConfig } from '@orbisvoice/config';
import { createApp } from '../../create-app.js';
import { describeApi } from '../../platform/openapi/openapi-document.js';
import { describeErrorCodes } from './error-codes-page.js';
import { describeVoiceProtocol } from './voice-protocol-page.js';

/** Same distance from `src` and from the compiled `dist`. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'api');

const HELP = `npm run openapi

Writes docs/api from the code that decides it: the API, the voice protocol, error codes and variables.
  --check   only compares, and fails on a difference
`;

/** Writes what clients rely on, generated from the code that decides it, so that the two cannot drift apart. */
export async function runOpenApi(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const check = args.includes('--check');
  const stale: string[] = [];
  if (!check) await mkdir(FOLDER, { recursive: true });
  for (const [name, text] of await generate()) {
    const path = join(FOLDER, name);
    if ((await readFile(path, 'utf8').catch(() => '')) === text) continue;
    stale.push(name);
    if (!check) await writeFile(path, text);
  }
  const list = stale.map((name) => `docs/api/${name}`).join(', ');
  if (check && stale.length > 0) {
    process.stderr.write(`Out of date: ${list}. Run: node backend/bin/cli.mjs openapi\n`);
    return 1;
  }
  process.stdout.write(stale.length > 0 ? `Written: ${list}\n` : 'docs/api is up to date.\n');
  return 0;
}

async function generate(): Promise<[string, string][]> {
  // Wired but never started: nothing connects, so the values only have to be well formed.
  const config = loadConfig({ DATABASE_URL: 'postgres://docs@127.0.0.1/docs', LOG_LEVEL: 'silent' });
  const app = await createApp(config);
  const document = describeApi(app);
  return [
    ['openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['env.md', describeVariables()],
    ['error-codes.md', describeErrorCodes()],
    ['voice-protocol.md', describeVoiceProtocol()],
  ];
}
