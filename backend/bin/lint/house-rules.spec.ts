import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { ROOT } from '../lib/paths.mjs';

/** Planted files exist in memory only, so the rules that need a whole program are off, except where a test asks. */
const syntaxOnly = new ESLint({ cwd: ROOT, overrideConfig: [tseslint.configs.disableTypeChecked] });

async function rulesBroken(file: string, code: string, eslint = syntaxOnly): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(ROOT, file) });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const service = 'backend/src/modules/agents/application/planted.service.ts';
const session = 'backend/src/modules/voice-gateway/session/planted.ts';
const controller = 'backend/src/modules/agents/http/planted.controller.ts';
const sevenArguments = Array.from({ length: 7 }, (_, index) => `readonly a${index}: string`).join(', ');

describe('the doors inside a file', () => {
  it.each([
    ['no-restricted-syntax', service, 'export const home = process.env.HOME;'],
    ['no-restricted-syntax', service, "import { env } from 'node:process';\nexport const home = env.HOME;"],
    [
      'no-restricted-imports',
      service,
      "import { forwardRef } from '@nestjs/common';\nexport const x = forwardRef;",
    ],
    [
      'no-restricted-imports',
      service,
      "import { InjectRepository } from '@nestjs/typeorm';\nexport const x = InjectRepository;",
    ],
    ['no-restricted-exports', service, 'export default class Planted {}'],
    ['no-restricted-syntax', service, 'export enum Colour { red }'],
    ['no-restricted-syntax', service, `export class Planted { constructor(${sevenArguments}) {} }`],
    [
      '@typescript-eslint/no-explicit-any',
      service,
      'export const planted = (value: any): string => String(value);',
    ],
    ['@typescript-eslint/ban-ts-comment', service, '// @ts-ignore\nexport const planted: string = 1;'],
    ['no-console', service, "console.log('hello');\nexport {};"],
    ['max-lines', service, `${'export {};\n'.repeat(351)}`],
    ['house/file-name', 'backend/src/modules/agents/application/PlantedService.ts', 'export {};'],
    ['house/file-name', 'backend/src/modules/agents/application/planted.helper.ts', 'export {};'],
    ['no-restricted-globals', session, 'export const now = () => Date.now();'],
    ['no-restricted-globals', session, 'export const later = (f: () => void) => setTimeout(f, 1);'],
    ['no-restricted-globals', session, 'export const soon = () => Promise.resolve();'],
    ['no-restricted-globals', session, 'export const id = process.pid;'],
    ['no-restricted-globals', session, "export const say = () => console.log('x');"],
    ['no-restricted-syntax', session, 'export async function step() {}'],
    ['no-restricted-syntax', session, 'export const chance = () => Math.random();'],
    ['house/route-declares-access', controller, 'export class C { @Get() list() { return []; } }'],
  ])('%s reports a planted violation (%#)', async (rule, file, code) => {
    expect(await rulesBroken(file, code)).toContain(rule);
  });

  it.each([
    [service, 'export const planted = (value: string): string => `${value}!`;\n'],
    [session, 'export const step = (atMs: number): number => atMs + 1;\n'],
    [controller, 'export class C { @Get() @Public() list() { return []; } }\n'],
    ['libs/config/src/planted.ts', 'export const home = process.env.HOME;\n'],
    ['backend/src/platform/database/migrations/1795000000000-planted.ts', 'export {};\n'.repeat(400)],
  ])('%s may stand as it is', async (file, code) => {
    expect(await rulesBroken(file, code)).toEqual([]);
  });

  it('reports a promise that nobody waits for', async () => {
    const code = 'const late = async (): Promise<void> => {};\nlate();\nexport {};\n';
    const typed = new ESLint({ cwd: ROOT });
    expect(await rulesBroken('libs/contracts/src/index.ts', code, typed)).toContain(
      '@typescript-eslint/no-floating-promises',
    );
  }, 30_000);
});
