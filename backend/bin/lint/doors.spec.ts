import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.mjs';
import { plant, type Plant } from './planted.js';

const modules = 'backend/src/modules';

/** One broken door each. */
const BROKEN: Plant[] = [
  {
    file: 'backend/src/seed/deep.ts',
    imports: '../modules/tenants/domain/role.js',
    rule: 'no-deep-import-from-outside',
  },
  { file: `${modules}/agents/domain/circle-a.ts`, imports: './circle-b.js', rule: 'no-circle' },
  { file: `${modules}/agents/domain/lost.ts`, imports: './nowhere.js', rule: 'no-unresolved' },
  {
    file: `${modules}/agents/application/deep.ts`,
    imports: '../../tenants/domain/role.js',
    rule: 'no-deep-import',
  },
  {
    file: `${modules}/tenants/application/up.ts`,
    imports: '../../agents/index.js',
    rule: 'module-doors-tenants',
  },
  {
    file: `${modules}/agents/application/gate.ts`,
    imports: '../../voice-gateway/index.js',
    rule: 'module-doors-agents',
  },
  { file: `${modules}/newcomer/hello.ts`, imports: '../agents/index.js', rule: 'module-doors-newcomer' },
  {
    file: `${modules}/agents/http/store.ts`,
    imports: '../persistence/agent.repository.js',
    rule: 'layer-doors-agents-http',
  },
  {
    file: `${modules}/agents/jobs/web.ts`,
    imports: '../http/agents.controller.js',
    rule: 'layer-doors-agents-jobs',
  },
  {
    file: `${modules}/agents/application/web.ts`,
    imports: '../http/agents.controller.js',
    rule: 'layer-doors-agents-application',
  },
  {
    file: `${modules}/agents/persistence/use.ts`,
    imports: '../application/agents.service.js',
    rule: 'layer-doors-agents-persistence',
  },
  {
    file: `${modules}/agents/domain/use.ts`,
    imports: '../application/agents.service.js',
    rule: 'layer-doors-agents-domain',
  },
  {
    file: `${modules}/voice-gateway/runtime/wire.ts`,
    imports: '../transport/socket.js',
    rule: 'layer-doors-voice-gateway-runtime',
  },
  {
    file: `${modules}/voice-gateway/session/run.ts`,
    imports: '../runtime/mailbox.js',
    rule: 'layer-doors-voice-gateway-session',
  },
  { file: `${modules}/voice-gateway/session/nest.ts`, imports: '@nestjs/common', rule: 'session-is-pure' },
  { file: `${modules}/voice-gateway/session/node.ts`, imports: 'node:events', rule: 'session-is-pure' },
  {
    file: 'backend/src/platform/clock/business.ts',
    imports: '../../modules/agents/index.js',
    rule: 'platform-knows-no-module',
  },
  {
    file: `${modules}/voice-gateway/providers/near.ts`,
    imports: '@orbisvoice/live-engine',
    rule: 'engine-over-the-wire',
  },
  {
    file: `${modules}/agents/application/support.ts`,
    imports: '../../../../test/support/database.js',
    rule: 'no-tests-in-product',
  },
  { file: `${modules}/agents/application/orm.ts`, imports: 'typeorm', rule: 'one-home-typeorm' },
  {
    file: `${modules}/agents/persistence/inject.ts`,
    imports: '@nestjs/typeorm',
    rule: 'one-home--nestjs-typeorm',
  },
  { file: `${modules}/agents/persistence/raw.ts`, imports: 'pg', rule: 'one-home-pg' },
  { file: `${modules}/agents/application/queue.ts`, imports: 'bullmq', rule: 'one-home-bullmq' },
  {
    file: `${modules}/agents/application/nest-queue.ts`,
    imports: '@nestjs/bullmq',
    rule: 'one-home--nestjs-bullmq',
  },
  { file: `${modules}/voice-gateway/runtime/socket.ts`, imports: 'ws', rule: 'one-home-ws' },
  {
    file: `${modules}/voice-gateway/runtime/gemini.ts`,
    imports: '@google/genai',
    rule: 'one-home--google-genai',
  },
  { file: `${modules}/agents/application/mail.ts`, imports: 'nodemailer', rule: 'one-home-nodemailer' },
  {
    file: 'frontend/src/server.ts',
    imports: '../../backend/src/app.module.js',
    rule: 'browser-apps-know-libs-only',
  },
  { file: 'widget/src/page.ts', imports: '../../frontend/src/app.js', rule: 'browser-apps-know-libs-only' },
  { file: 'frontend/src/engine.ts', imports: '@orbisvoice/live-engine', rule: 'browser-apps-know-no-engine' },
  {
    file: 'libs/contracts/src/app.ts',
    imports: '../../../backend/src/app.module.js',
    rule: 'lib-doors-contracts',
  },
  {
    file: 'libs/live-engine/src/client.ts',
    imports: '@orbisvoice/voice-client',
    rule: 'lib-doors-live-engine',
  },
  { file: 'libs/contracts/src/extra.ts', imports: 'lodash', rule: 'lib-packages-contracts' },
  { file: 'libs/contracts/src/node.ts', imports: 'node:fs', rule: 'lib-packages-contracts' },
  { file: 'libs/voice-client/src/extra.ts', imports: 'zod', rule: 'lib-packages-voice-client' },
];

/** A circle is reported once, at the file that the cruise meets first. */
const OTHER_HALF: Plant = {
  file: `${modules}/agents/domain/circle-b.ts`,
  imports: './circle-a.js',
  rule: undefined,
};

const ALLOWED: Plant[] = [
  { file: `${modules}/agents/application/friend.ts`, imports: '../../tenants/index.js', rule: undefined },
  { file: `${modules}/agents/http/service.ts`, imports: '../application/agents.service.js', rule: undefined },
  {
    file: `${modules}/agents/application/store.ts`,
    imports: '../persistence/agent.repository.js',
    rule: undefined,
  },
  { file: `${modules}/agents/persistence/entity.ts`, imports: 'typeorm', rule: undefined },
  { file: `${modules}/voice-gateway/transport/wire.ts`, imports: 'ws', rule: undefined },
  { file: `${modules}/voice-gateway/providers/gemini/live.ts`, imports: '@google/genai', rule: undefined },
  { file: `${modules}/voice-gateway/session/words.ts`, imports: '@orbisvoice/contracts', rule: undefined },
  {
    file: `${modules}/agents/domain/prompt.spec.ts`,
    imports: '../../../../test/support/database.js',
    rule: undefined,
  },
  { file: 'frontend/src/client.ts', imports: '@orbisvoice/voice-client', rule: undefined },
  { file: 'libs/contracts/src/schema.ts', imports: 'zod', rule: undefined },
  { file: 'libs/voice-client/src/words.ts', imports: '@orbisvoice/contracts', rule: undefined },
];

interface Violation {
  from: string;
  rule: { name: string };
}

describe('the doors between files', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'orbisvoice-doors-')));
  let violations: Violation[] = [];

  beforeAll(() => {
    plant(root, [...BROKEN, OTHER_HALF, ...ALLOWED]);
    const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const config = join(ROOT, '.dependency-cruiser.mjs');
    const args = ['--config', config, '--output-type', 'json', 'backend', 'frontend', 'widget', 'libs'];
    const report = execFileSync(process.execPath, [cruiser, ...args], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    violations = (JSON.parse(report) as { summary: { violations: Violation[] } }).summary.violations;
  }, 60_000);

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const rulesBrokenBy = (file: string) =>
    violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

  it.each(BROKEN)('$rule reports $file', ({ file, rule }) => {
    expect(rulesBrokenBy(file)).toContain(rule);
  });

  it.each(ALLOWED)('$file may import $imports', ({ file }) => {
    expect(rulesBrokenBy(file)).toEqual([]);
  });

  it('has a planted violation for every rule that the house has', () => {
    const planted = new Set(BROKEN.map(({ rule }) => rule));
    const perFolder = /^(module-doors|layer-doors|lib-doors|lib-packages)-/;
    const reported = new Set(violations.map(({ rule }) => rule.name));
    expect([...reported].filter((name) => !planted.has(name) && !perFolder.test(name))).toEqual([]);
  });
});
