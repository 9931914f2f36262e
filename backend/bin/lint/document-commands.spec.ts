import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { allBlocksOf } from '../../test/support/doc-blocks.js';
import { ROOT } from '../lib/paths.mjs';
import { parseTestArgs } from '../provision/suites.mjs';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What a person would copy into a terminal or a crontab. */
const SHELLS = /^(sh|bash|shell|console|crontab)\b/;

/** Which test runs the blocks of a page whose fence bears a mark. */
const RUN_BY: Record<string, string> = {
  'README.md sh run': 'backend/test/e2e/guides.spec.ts',
  'docs/guides/tutorial.md sh run': 'backend/test/e2e/guides.spec.ts',
  'docs/guides/taking-data-along.md sh run': 'backend/test/e2e/guides.spec.ts',
  'docs/guides/operations.md sh run': 'backend/test/e2e/guides.spec.ts',
  'docs/guides/operations.md sh alerts': 'backend/bin/deploy/observability.spec.ts',
  'docs/guides/scaling.md sh cluster': 'backend/bin/deploy/kubernetes-guide.spec.ts',
  'docs/guides/changing-the-secret.md sh run': 'backend/test/medium/documented-commands.spec.ts',
  'docs/guides/referrals.md sh run': 'backend/test/medium/documented-commands.spec.ts',
  'docs/guides/webhooks.md sh run': 'backend/test/medium/documented-commands.spec.ts',
  'docs/runbooks/stuck-queue.md sh run': 'backend/test/medium/documented-commands.spec.ts',
  'docs/runbooks/restore.md sh backup': 'backend/test/e2e/restore.spec.ts',
  'docs/runbooks/restore.md sh restore': 'backend/test/e2e/restore.spec.ts',
  'docs/runbooks/restore.md sh verify': 'backend/test/e2e/restore.spec.ts',
};

/** Blocks that no test runs, by their page and how they begin, and why. */
const NOT_RUN: Record<string, string> = {
  'README.md: npm start':
    'every end-to-end test starts its product so, without npm in between (product.ts); .ci/run starts it by this command',
  'docs/guides/tutorial.md: npm start': 'the same',
  'README.md: npm test': 'it is what runs this',
  'docs/guides/extending.md: npm run test:medium -- --filter follow-ups':
    'would run a test of this very run once more; that there is one is seen below',
  'docs/runbooks/restore.md: 20 3 * * * cd /srv/orbisvoice && docker compose run --rm backup':
    'needs Docker; what the two lines run in the containers is run by restore.spec.ts',
};

const blocks = pages.flatMap((page) =>
  allBlocksOf(page).map(({ fence, block }) => ({
    page,
    fence,
    block,
    name: `${page}: ${block.split('\n')[0]?.replaceAll(/ +/g, ' ') ?? ''}`,
  })),
);
const commands = blocks.filter(({ fence }) => SHELLS.test(fence));

describe('blocks of commands', () => {
  it('are run by a test, or listed with the reason why not', () => {
    const idle = commands.filter(({ page, fence }) => !(`${page} ${fence}` in RUN_BY));
    expect(idle.map(({ name }) => name).sort()).toEqual(Object.keys(NOT_RUN).sort());
  });

  it.each(Object.entries(RUN_BY))('%s is read by %s', (marked, spec) => {
    expect(commands.map(({ page, fence }) => `${page} ${fence}`)).toContain(marked);
    const [page = '', fence = ''] = marked.split(/ (?=sh )/);
    const text = read(spec);
    expect(text).toContain(`'${page}'`);
    // Whole, or put together where one function reads all marks of a page.
    const [, mark = ''] = fence.split(' ');
    expect(text.includes(`'${fence}'`) || (text.includes('`sh ${mark}`') && text.includes(`'${mark}'`))).toBe(
      true,
    );
  });

  it('are called what they are', () => {
    const called = /^ *(?:\w+=\S* )*(?:npm|npx|node|docker|kubectl|curl|psql|pg_dump|pg_restore|redis-cli) /m;
    const isDrawing = (block: string) => /[─│]/.test(block);
    const others = blocks.filter(
      ({ fence, block }) => !SHELLS.test(fence) && called.test(block) && !isDrawing(block),
    );
    expect(others.map(({ name }) => name)).toEqual([]);
  });

  it('name a test that there is, where they run one', () => {
    const filters = commands.flatMap(({ block }) => [
      ...block.matchAll(/^npm run test:(\w+) -- (--filter \S+)$/gm),
    ]);
    expect(filters.length).toBeGreaterThan(0);
    for (const [, size = '', option = ''] of filters) {
      const wish = parseTestArgs([size, ...option.split(' ')], false);
      const specs = readdirSync(join(ROOT, 'backend/test', size)).filter(
        (name) => 'filter' in wish && name.includes(wish.filter ?? ''),
      );
      expect([option, specs.length]).toEqual([option, 1]);
    }
  });
});

describe('commands of the product', () => {
  /** Where people and machines are told to run them. */
  const texts = [
    ...pages,
    ...['docker-compose.yml', '.ci/containers', 'Dockerfile', '.env.example'],
    ...readdirSync(join(ROOT, 'deploy'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ya?ml|sh)$/.test(name))
      .map((name) => `deploy/${name}`),
  ].map((file) => [file, read(file)] as const);
  const known = [
    ...read('backend/src/cli/commands.ts').matchAll(/name: '([\w:-]+)',\s+about:\s+'(.*)',$/gm),
  ].map(([, name = '', about = '']) => ({ name, about }));
  const groups = new Set(
    known.flatMap(({ name }) => (name.includes(':') ? name.split(':').slice(0, 1) : [])),
  );
  const named = texts.flatMap(([file, text]) => [
    ...[...text.matchAll(/\bcli\.js,? ([\w:-]+)([^`\n|>]*)/g)].map(([, name = '', rest = '']) => ({
      file,
      name,
      rest,
    })),
    ...[...text.matchAll(new RegExp(`\`((?:${[...groups].join('|')}):[\\w-]+)([^\`]*)\``, 'g'))]
      .filter(() => file.endsWith('.md') && !file.startsWith('docs/api/'))
      .map(([, name = '', rest = '']) => ({ file, name, rest })),
  ]);

  it('exist wherever they are named', () => {
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ name }) => !known.some((one) => one.name === name))).toEqual([]);
  });

  it('have the options that are named with them', () => {
    const told = named.flatMap(({ file, name, rest }) =>
      [...rest.matchAll(/--[a-z][\w-]*/g)].map(([option]) => ({ file, name, option })),
    );
    expect(told.length).toBeGreaterThan(1);
    const unknown = told.filter(
      ({ name, option }) => !known.some((one) => one.name === name && one.about.includes(option)),
    );
    expect(unknown).toEqual([]);
  });
});
