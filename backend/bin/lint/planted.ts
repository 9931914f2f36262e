import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Packages that a planted file imports: empty stand-ins, so that the doors are judged on resolved paths. */
const PACKAGES = [
  'typeorm',
  '@nestjs/typeorm',
  '@nestjs/common',
  'pg',
  'bullmq',
  '@nestjs/bullmq',
  'ws',
  '@google/genai',
  'nodemailer',
  'zod',
  'lodash',
];

/**
 * A file that breaks (or keeps) one rule. `rule: undefined` must pass: a door that is always shut proves nothing.
 * The import is written with `.js`, as in the product.
 */
export interface Plant {
  file: string;
  imports: string;
  rule: string | undefined;
}

/** Files that the planted imports point at. */
const TARGETS = [
  'backend/src/app.module.ts',
  'backend/src/platform/clock/clock.ts',
  'backend/src/modules/tenants/index.ts',
  'backend/src/modules/tenants/domain/role.ts',
  'backend/src/modules/agents/index.ts',
  'backend/src/modules/agents/http/agents.controller.ts',
  'backend/src/modules/agents/application/agents.service.ts',
  'backend/src/modules/agents/persistence/agent.repository.ts',
  'backend/src/modules/agents/domain/prompt.ts',
  'backend/src/modules/voice-gateway/index.ts',
  'backend/src/modules/voice-gateway/session/state.ts',
  'backend/src/modules/voice-gateway/runtime/mailbox.ts',
  'backend/src/modules/voice-gateway/transport/socket.ts',
  'backend/test/support/database.ts',
  'frontend/src/app.ts',
  'libs/contracts/src/index.ts',
  'libs/voice-client/src/index.ts',
  'libs/live-engine/src/index.ts',
];

/** Writes a small house with the planted files into `root`. */
export function plant(root: string, plants: readonly Plant[]): void {
  for (const name of PACKAGES) {
    write(
      root,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    write(root, `node_modules/${name}/index.js`, 'export const thing = 1;\n');
  }
  for (const file of TARGETS) write(root, file, 'export const thing = 1;\n');
  for (const lib of ['contracts', 'voice-client', 'live-engine']) {
    const exports = { '.': { source: './src/index.ts', default: './dist/index.js' } };
    write(
      root,
      `libs/${lib}/package.json`,
      JSON.stringify({ name: `@orbisvoice/${lib}`, version: '1.0.0', exports }),
    );
    mkdirSync(join(root, 'node_modules/@orbisvoice'), { recursive: true });
    symlinkSync(join(root, 'libs', lib), join(root, 'node_modules/@orbisvoice', lib));
  }
  for (const { file, imports } of plants)
    write(root, file, `import { thing } from '${imports}';\nexport const planted = thing;\n`);
}

function write(root: string, file: string, content: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}
