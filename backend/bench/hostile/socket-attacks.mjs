// @ts-check
import { ClientMessage, CLOSE_CODES, HelloMessage } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { z } from 'zod';
import { BAD_BODIES } from './bad-values.mjs';
import { schemaValues } from './http-requests.mjs';
import { frame, RawSocket } from './raw-socket.mjs';

/** What a server may say to a client that broke a rule: RFC 6455's codes and our own. */
const MAY_SAY = new Set([
  1002,
  1003,
  1007,
  1008,
  1009,
  1013,
  ...Object.values(CLOSE_CODES).map(({ code }) => code),
]);
const CLOSED_WITHIN_MS = 1_000;
/** Admission and the model's set-up, on a machine under attack. */
const READY_WITHIN_MS = 15_000;

/**
 * @typedef {object} Attack
 * @property {string} name
 * @property {boolean} onCall  after a valid hello and `ready`
 * @property {Buffer[]} bytes
 * @property {boolean} certain  breaks a rule for certain; otherwise the server may also take it
 */

const TEXT = 1;
const BINARY = 2;
const text = (/** @type {string | object} */ what) =>
  frame(TEXT, typeof what === 'string' ? what : (JSON.stringify(what) ?? ''));

/** Each breaks the protocol of WebSockets or ours. @type {Record<string, () => Buffer[]>} */
const BROKEN_FRAMES = {
  'random bytes': () => [Buffer.from('\u0081\u0085this is no frame at all', 'latin1')],
  'a text that is not masked': () => [frame(TEXT, '{}', { masked: false })],
  'reserved bits': () => [frame(TEXT, '{}', { reserved: 4 })],
  'an opcode that is not in use': () => [frame(5, 'x')],
  'a ping that is too long': () => [frame(9, 'x'.repeat(200))],
  'a ping in fragments': () => [frame(9, 'x', { fin: false })],
  'a text that is no UTF-8': () => [frame(TEXT, Buffer.from([0xc3, 0x28, 0xa0, 0xa1]))],
  'a length of 2^40': () => [frame(BINARY, 'x', { declared: 2n ** 40n })],
  'a length of 2^63': () => [frame(BINARY, 'x', { declared: 2n ** 63n })],
  'more than a frame may hold': () => [frame(BINARY, Buffer.alloc(70_000))],
  'the rest of nothing': () => [frame(0, 'x')],
  'a text within a text': () => [frame(TEXT, 'a', { fin: false }), frame(TEXT, 'b')],
  'hundreds of fragments': () => [
    frame(TEXT, '{', { fin: false }),
    ...Array.from({ length: 200 }, () => frame(0, ' ', { fin: false })),
  ],
  'a close code that nobody may send': () => [frame(8, Buffer.from([0x03, 0xed]))],
  'audio before hello': () => [frame(BINARY, Buffer.alloc(640))],
  'a message before hello': () => [text({ type: 'text', text: 'hello?' })],
};

/** @type {Record<string, () => Buffer[]>} */
const BROKEN_CALLS = {
  'audio of an odd length': () => [frame(BINARY, Buffer.alloc(641))],
  'audio of no length': () => [frame(BINARY, '')],
  'audio above the bound': () => [frame(BINARY, Buffer.alloc(33_000))],
  'a flood of audio': () => Array.from({ length: 100 }, () => frame(BINARY, Buffer.alloc(32_000))),
  'a flood of messages': () => Array.from({ length: 500 }, () => text({ type: 'mic', state: 'muted' })),
  'types that nobody knows': () => Array.from({ length: 40 }, (_, at) => text({ type: `x${at}` })),
  'a text that is not masked, on a call': () => [frame(TEXT, '{}', { masked: false })],
  'a text that is no UTF-8, on a call': () => [frame(TEXT, Buffer.from([0xff, 0xfe]))],
  'a second hello': () => [text({ type: 'hello', protocol: 1, token: 'x' })],
};

/** @returns {import('fast-check').Arbitrary<Attack>} */
export function socketAttacks() {
  const schemas = /** @type {const} */ ([ClientMessage, HelloMessage]).map(
    (schema) => /** @type {import('./http-requests.mjs').Schema} */ (z.toJSONSchema(schema, { io: 'input' })),
  );
  const [message = {}, hello = {}] = schemas;
  const values = schemaValues({}, [crypto.randomUUID()]);
  const from = (/** @type {Record<string, () => Buffer[]>} */ kinds, /** @type {boolean} */ onCall) =>
    fc
      .constantFrom(...Object.entries(kinds))
      .map(([name, make]) => ({ name, onCall, bytes: make(), certain: true }));
  const noJson = fc.constantFrom(...BAD_BODIES.filter((body) => body.length < 60_000));
  return fc.oneof(
    from(BROKEN_FRAMES, false),
    from(BROKEN_CALLS, true),
    noJson.map((body) => ({ name: 'no JSON for hello', onCall: false, bytes: [text(body)], certain: true })),
    values(hello).map((it) => ({
      name: 'nearly a hello',
      onCall: false,
      bytes: [text(it ?? '')],
      certain: true,
    })),
    noJson.map((body) => ({ name: 'no JSON on a call', onCall: true, bytes: [text(body)], certain: false })),
    fc.array(values(message), { minLength: 1, maxLength: 10 }).map((list) => ({
      name: 'nearly messages',
      onCall: true,
      bytes: list.map((it) => text(it ?? '')),
      certain: false,
    })),
    fc.uint8Array({ minLength: 1, maxLength: 2_000 }).map((bytes) => ({
      name: 'noise on a call',
      onCall: true,
      bytes: [Buffer.from(bytes)],
      certain: false,
    })),
  );
}

/**
 * @param {number} port
 * @param {{ apiKey: string, agentId: string }} credential
 * @param {Attack} attack
 * @returns {Promise<{ fault?: string, code?: number }>}
 */
export async function attackSocket(port, { apiKey, agentId }, { name, onCall, bytes, certain }) {
  const socket = await RawSocket.open(port);
  try {
    if (onCall) {
      socket.send({ type: 'hello', protocol: 1, apiKey, agentId });
      const ready = () => socket.closed !== undefined || socket.heard.some(({ type }) => type === 'ready');
      if ((await socket.until(ready, READY_WITHIN_MS)) === undefined) return { fault: `${name}: no ready` };
      // The team's calls at once are all taken: the bound works, and there is no call to attack.
      if (socket.closed === 4001) return { code: 4001 };
      if (socket.closed !== undefined)
        return { fault: `${name}: closed with ${socket.closed} before the attack` };
    }
    for (const part of bytes) socket.write(part);
    const closed = () => socket.closed !== undefined;
    let after = await socket.until(closed, CLOSED_WITHIN_MS);
    if (after === undefined && !certain) {
      socket.write(frame(8, Buffer.from([0x03, 0xe8])));
      after = await socket.until(closed, CLOSED_WITHIN_MS);
      // Noise may have been the beginning of a frame that our close frame then became part of.
      if (after === undefined && name.startsWith('noise')) return {};
      if (after === undefined) return { fault: `${name}: a farewell was not answered within 1 s` };
    }
    if (after === undefined) return { fault: `${name}: not closed within 1 s` };
    const code = socket.closed;
    const said = code !== undefined && (MAY_SAY.has(code) || (!certain && code === 1000));
    return said && code !== 1011
      ? { code }
      : { fault: `${name}: closed with ${code}`, ...(code && { code }) };
  } finally {
    socket.destroy();
  }
}
