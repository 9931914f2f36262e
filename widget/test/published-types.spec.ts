import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const WIDGET = join(import.meta.dirname, '..');
const { resolve } = createRequire(import.meta.url);
const packageOf = (name: string): string => dirname(resolve(`${name}/package.json`));

/** What a site writes against the types, with what they must refuse. */
const SITE = `
import type { OrbisSession, OrbisVoiceApi, OrbisVoiceOptions } from '@orbisvoice/widget';

const options: OrbisVoiceOptions = {
  getToken: async () => (await (await fetch('/voice-session')).json()) as OrbisSession,
  colors: { onPrimary: '#fff' },
  tools: { cart: ({ id }) => ({ id, items: 2 }) },
  on: { end: ({ reason, durationMs }) => console.info(reason.length, durationMs.toFixed()) },
};
export const api: OrbisVoiceApi | undefined = window.OrbisVoice;
api?.init(options);
export const off: (() => void) | undefined = api?.on('transcript', ({ text, final }) => {
  if (final) console.info(text.trim());
});
// @ts-expect-error nobody tells such an event
api?.on('nothing', () => undefined);
// @ts-expect-error there is no such theme
api?.init({ theme: 'pink' });
// @ts-expect-error it is told, not set
if (api) api.state = 'idle';
`;
const PAGE = `
import { loadOrbisVoice, OrbisVoice } from '@orbisvoice/widget/react';

export const page = <OrbisVoice src="/widget.js" agentId="a" apiKey="ov_pk_a" on={{ state: ({ previous }) => previous }} />;
// @ts-expect-error the script has to come from somewhere
export const nowhere = <OrbisVoice agentId="a" apiKey="ov_pk_a" />;
export const version: Promise<string> = loadOrbisVoice('/widget.js').then((api) => api.version);
`;

/** What the guides tell sites to write. */
const GUIDES = ['embed.md', 'widget-options.md'].flatMap((guide) => {
  const text = readFileSync(join(WIDGET, '../docs/guides', guide), 'utf8');
  return Array.from(text.matchAll(/^```tsx\n([^]*?)^```/gm), ([, code = '']) => code);
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orbisvoice-types-'));
  const modules = join(folder, 'node_modules');
  const published = join(modules, '@orbisvoice/widget');
  mkdirSync(join(modules, '@types'), { recursive: true });
  for (const part of ['package.json', 'dist']) {
    expect(existsSync(join(WIDGET, part))).toBe(true);
    cpSync(join(WIDGET, part), join(published, part), { recursive: true });
  }
  symlinkSync(packageOf('react'), join(modules, 'react'), 'dir');
  symlinkSync(packageOf('@types/react'), join(modules, '@types/react'), 'dir');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(folder, 'site.ts'), SITE);
  writeFileSync(join(folder, 'page.tsx'), PAGE);
  GUIDES.forEach((code, index) => writeFileSync(join(folder, `guide-${index}.tsx`), code));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['node16', 'node16'],
  ['esnext', 'bundler'],
])(
  'the published types serve a strict site whose modules are %s and resolved as %s',
  async (module, moduleResolution) => {
    const compilerOptions = {
      ...{ module, moduleResolution, strict: true, exactOptionalPropertyTypes: true, noEmit: true },
      ...{ target: 'es2022', lib: ['es2022', 'dom'], jsx: 'react-jsx', types: [] },
    };
    const project = join(folder, `tsconfig.${moduleResolution}.json`);
    writeFileSync(
      project,
      JSON.stringify({
        compilerOptions,
        files: ['site.ts', 'page.tsx', ...GUIDES.map((_, index) => `guide-${index}.tsx`)],
      }),
    );
    const compiler = join(packageOf('typescript'), 'bin/tsc');
    const compiling = promisify(execFile)(process.execPath, [compiler, '-p', project]);
    expect(GUIDES.length).toBeGreaterThan(1);
    const { stdout } = await compiling.catch((failed: Error & { stdout?: string }) => {
      if (!failed.stdout) throw failed;
      return failed;
    });
    expect(stdout).toBe('');
  },
  120_000,
);
