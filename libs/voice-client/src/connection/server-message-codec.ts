import type { ServerMessage, ServerMessageOf } from '@orbisvoice/contracts';

/** For each field that a message must have, any value of its kind. */
type Shape<T extends ServerMessage['type']> = {
  [K in Exclude<RequiredKeys<ServerMessageOf<T>>, 'type'>]: '' | 0 | false | object;
};
type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];

/**
 * The fields that each message must have. It is a table and not the contract's schemas, because those would triple the
 * size of the widget; its type makes it complete, and a test holds it against the schemas.
 */
const SHAPES: { [T in ServerMessage['type']]: Shape<T> } = {
  ready: {
    callId: '',
    resumeSecret: '',
    agent: {},
    audio: {},
    demo: false,
    resumed: false,
  },
  state: { state: '' },
  'turn.started': { turn: 0 },
  transcript: { role: '', turn: 0, text: '', final: false },
  'turn.committed': { seq: 0 },
  interrupted: { turn: 0, heardMs: 0 },
  'tool.started': { id: '', name: '' },
  'tool.finished': { id: '', name: '', ok: false },
  latency: { turn: 0, voiceToVoiceMs: 0, gatewayMs: 0 },
  going_away: { deadlineMs: 0 },
  heartbeat: {},
  error: { code: '', message: '', retryable: false },
  ended: { reason: '', durationMs: 0 },
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * Reads a text frame. Undefined for anything that is not a message we know: a newer server may send more kinds, and
 * none of them may break an older page.
 */
export function decodeServerMessage(frame: string): ServerMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !Object.hasOwn(SHAPES, value.type as string)) return undefined;
  const shape: Record<string, unknown> = SHAPES[value.type as ServerMessage['type']];
  for (const [field, sample] of Object.entries(shape)) {
    const actual = value[field];
    if (typeof actual !== typeof sample || actual === null) return undefined;
  }
  return value as ServerMessage;
}
