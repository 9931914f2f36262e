import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const filesOf = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
const texts = ['README.md', ...filesOf('docs'), ...filesOf('.github')]
  .filter((name) => /\.(md|yml)$/.test(name))
  .map((name) => readFileSync(join(ROOT, name), 'utf8'));

/** Commands of ours that the documents and the workflows tell people and runners to run; `eslint` and `prettier` explain themselves elsewhere. */
const told = [
  ...new Set(texts.flatMap((text) => text.match(/\bnpm (run (--silent )?[a-z][\w:-]*|start|test)\b/g) ?? [])),
]
  .map((command) => command.replace(/^npm (run )?(--silent )?/, ''))
  .filter((name, index, names) => names.indexOf(name) === index && /^node /.test(scripts[name] ?? ''))
  .sort();

/** Options that the documents name with a command: whole commands in code, not what is said about them. */
const optionsOf = (name: string): string[] => [
  ...new Set(
    texts.flatMap((text) =>
      [...text.matchAll(new RegExp(`\\bnpm (?:run )?(?:--silent )?${name} -- ([^\`\\n|]*)`, 'g'))].flatMap(
        ([, rest = '']) => rest.match(/--[a-z][\w-]*/g) ?? [],
      ),
    ),
  ),
];

describe('commands in the documents', () => {
  it('are there', () =>
    expect(told).toEqual(expect.arrayContaining(['start', 'test', 'call', 'load', 'doctor'])));

  it.each(told)('npm run %s explains itself', (name) => {
    const [, ...args] = (scripts[name] ?? '').split(' ');
    const { status, stdout, stderr } = spawnSync(process.execPath, [...args, '--help'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
      timeout: 60_000,
    });
    expect([status, stderr.includes('Error')]).toEqual([0, false]);
    expect(stdout.length).toBeGreaterThan(60);
    expect(optionsOf(name).filter((option) => !stdout.includes(option))).toEqual([]);
  });

  it('are told with options, in documents and workflows alike', () =>
    expect([optionsOf('load'), optionsOf('bench:ssrf')]).toEqual([
      expect.arrayContaining(['--calls']),
      ['--long'],
    ]));
});
