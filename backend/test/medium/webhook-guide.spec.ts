import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newWebhookSecret, webhookHeaders, webhookKey } from '../../src/platform/crypto/index.js';
import { freePorts } from '../support/test-app.js';
import { waitFor } from '../support/wait-for.js';

const GUIDE = join(import.meta.dirname, '..', '..', '..', 'docs', 'guides', 'webhooks.md');
const secret = newWebhookSecret();
const key = webhookKey(secret) ?? Buffer.alloc(0);

let folder: string;
let receiver: ChildProcess;
let url: string;
let printed = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orbis-guide-'));
  const [, code = ''] = /```js\n(\/\/ receiver\.mjs.*?)```/s.exec(await readFile(GUIDE, 'utf8')) ?? [];
  await writeFile(join(folder, 'receiver.mjs'), code);
  const [port] = await freePorts(1);
  url = `http://127.0.0.1:${port}/orbis`;
  const env = { PATH: process.env.PATH, WEBHOOK_SECRET: secret, PORT: String(port) };
  receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  receiver.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  await waitFor(async () =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  );
});
afterAll(async () => {
  receiver.kill();
  await rm(folder, { recursive: true, force: true });
});

const body = JSON.stringify({
  type: 'call.ended',
  timestamp: '2026-11-23T12:00:00.000Z',
  data: { callId: 'c1' },
});
const post = async (headers: Record<string, string>, text = body) =>
  (await fetch(url, { method: 'POST', headers, body: text })).status;

describe('the receiver of the guide', () => {
  it('takes what we sign, also beside another secret, and works on it once', async () => {
    expect(await post(webhookHeaders(key, 'msg_1', new Date(), body))).toBe(204);
    const other = webhookKey(newWebhookSecret()) ?? Buffer.alloc(0);
    expect(await post(webhookHeaders([other, key], 'msg_1', new Date(), body))).toBe(204);
    expect(await post(webhookHeaders(key, 'msg_2', new Date(), body))).toBe(204);
    await waitFor(() => printed.split('callId').length === 3);
  });

  it('refuses what was changed, is old or signed by somebody else', async () => {
    const good = webhookHeaders(key, 'msg_3', new Date(), body);
    expect(await post(good, body.replace('c1', 'c2'))).toBe(400);
    expect(await post(webhookHeaders(key, 'msg_3', new Date(Date.now() - 600_000), body))).toBe(400);
    const other = webhookKey(newWebhookSecret()) ?? Buffer.alloc(0);
    expect(await post(webhookHeaders(other, 'msg_3', new Date(), body))).toBe(400);
    expect(await post({ ...good, 'webhook-id': 'msg_4' })).toBe(400);
    expect(await post({})).toBe(400);
  });
});
