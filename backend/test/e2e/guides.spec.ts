import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Call } from '@orbisvoice/contracts';
import { blocksOf } from '../support/doc-blocks.js';
import { freePorts } from '../support/test-app.js';
import { unzip } from '../support/zip-reader.js';
import { startProduct, type Product } from './support/product.js';
import { ROOT } from './support/program.js';

/** Says where a command began, so that a failure names it. */
const MARK = '== block';

/** Also after a command that failed. */
const TIDY = 'kill $(jobs -p) 2>&- || :; rm -f counter.html call.json cookies.txt reply.wav';

let product: Product;
let port: number;
beforeAll(async () => {
  [port = 0] = await freePorts(1);
  product = await startProduct();
}, 240_000);

/** The blocks of a page that are marked to be run, against the running product instead of the reader's. */
function commandsOf(page: string): string[] {
  return blocksOf(page, 'sh run').map((commands) =>
    commands
      .replaceAll('http://localhost:3000', product.url)
      .replaceAll('./.data/', `${product.env.DATA_DIR}/`)
      .replaceAll('the-one-in-the-banner', product.demo.password)
      .replaceAll('8080', String(port)),
  );
}

/** Runs them in one shell, as somebody does who copies them one after another; the first that fails ends it. */
async function run(blocks: readonly string[]): Promise<{ code: number | null; output: string }> {
  const script = blocks.map((block, index) => `echo '${MARK} ${index + 1}'\n${block}\necho`).join('\n');
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', `trap '${TIDY}' EXIT\n${script}`], {
    cwd: ROOT,
    env: { ...product.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve) => shell.once('close', resolve));
  return { code, output };
}

describe('the tutorial', () => {
  it('works from its first command to its last', async () => {
    const blocks = commandsOf('docs/guides/tutorial.md');
    expect(blocks.length).toBeGreaterThan(8);
    const { code, output } = await run(blocks);
    expect(code === 0 ? 'done' : output).toBe('done');
    const said = output.split(MARK);
    expect(said).toHaveLength(blocks.length + 1);
    expect(output).toContain('Visitor: ');
    const { items } = await product.get<{ items: Call[] }>('/calls');
    expect(items.map(({ agentName }) => agentName)).toContain('Counter');
  }, 120_000);
});

describe('the guide to taking data along', () => {
  it('ends with an archive of everything', async () => {
    const { code, output } = await run(commandsOf('docs/guides/taking-data-along.md'));
    expect(code === 0 ? 'done' : output).toBe('done');
    // The last byte comes a moment before it is written down.
    expect(output).toMatch(/"state":"(done|running)"/);
    const files = unzip(readFileSync(join(ROOT, 'team.zip')));
    rmSync(join(ROOT, 'team.zip'));
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['README.txt', 'team.ndjson', 'agents.ndjson', 'manifest.json']),
    );
  });
});

describe('the first page', () => {
  it('talks without a microphone', async () => {
    const { code, output } = await run(commandsOf('README.md'));
    expect(code === 0 ? 'done' : output).toBe('done');
    expect(output).toContain('opening hours on Saturday');
    expect(output).toMatch(/Answer .* in reply\.wav/);
  }, 120_000);
});

describe('the operations page', () => {
  it('looks at every part, and asks what a running product answers', async () => {
    const { code, output } = await run(commandsOf('docs/guides/operations.md'));
    expect(code === 0 ? 'done' : output).toBe('done');
    expect(output).toContain('No problems.');
    expect(output).toContain('{"status":"ok"}');
    expect(output).toContain('orbis_');
  }, 120_000);
});
