import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, jest } from '@jest/globals';
import { compileWorkers } from './testing/compile-workers.js';

jest.setTimeout(60_000);

/** Loaded before anything else, in the process and in each of its workers: every way out ends the process. */
const REFUSE_NETWORK = `
  import net from 'node:net'; import dgram from 'node:dgram'; import dns from 'node:dns';
  const refuse = () => { process._rawDebug('a socket was opened'); process.kill(process.pid, 'SIGKILL'); };
  net.Socket.prototype.connect = refuse; net.Server.prototype.listen = refuse;
  dgram.createSocket = refuse; dns.lookup = refuse; globalThis.fetch = refuse;`;

const CALL = `
  import { createSpeechPerformer } from './index.js';
  const performer = await createSpeechPerformer();
  const input = { kind: 'user-said', text: 'Where are you?', systemInstruction: 'We are at 7 Mill Lane.',
    voiceName: 'Orus', languageCode: 'en', tools: [], history: [] };
  let pcm = Buffer.alloc(0);
  for await (const part of performer.mind.reply(input, new AbortController().signal)) pcm = part.pcm24k;
  const text = await new Promise((resolve) => {
    const settings = { prefixPaddingMs: 90, silenceDurationMs: 400, startSensitivity: 'high', endSensitivity: 'high' };
    const ear = performer.listen(settings, (event) => event.type === 'utterance' && resolve(event.text));
    const speech = Buffer.alloc(Math.floor(pcm.length / 6) * 4);
    for (let at = 0; at < speech.length / 2; at++) speech.writeInt16LE(pcm.readInt16LE(Math.floor(at * 1.5) * 2), at * 2);
    ear.push(Buffer.concat([Buffer.alloc(16_000), speech, Buffer.alloc(32_000)]));
  });
  console.log(JSON.stringify({ text, bytes: pcm.length }));
  await performer.close();`;

it('hears and speaks where every socket is refused', async () => {
  const script = new URL(`no-network-${process.pid}.mjs`, compileWorkers());
  writeFileSync(script, CALL);
  const refuse = `data:text/javascript,${encodeURIComponent(REFUSE_NETWORK)}`;
  const call = promisify(execFile)(process.execPath, ['--import', refuse, fileURLToPath(script)]);
  const { stdout } = await call.finally(() => rmSync(script));
  const answer = JSON.parse(stdout) as { text: string; bytes: number };
  expect(answer.bytes).toBeGreaterThan(48_000);
  expect(answer.text.toLowerCase()).toContain('lane');
});
