import type { ServerMessage, ServerMessageOf } from '@orbisvoice/contracts';

type Kind = 'string' | 'number' | 'boolean' | 'object';
type Shape<T extends ServerMessage['type']> = {
  [K in Exclude<RequiredKeys<ServerMessageOf<T>>, 'type'>]: Kind;
};
type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];

/**
 * The fields that each message must have. It is a table and not the contract's schemas, because those would triple the
 * size of the widget; its type makes it complete, and a test holds it against the schemas.
 */
const SHAPES: { [T in ServerMessage['type']]: Shape<T> } = {
  ready: {
    callId: 'string',
    resumeSecret: 'string',
    agent: 'object',
    audio: 'object',
    demo: 'boolean',
    resumed: 'boolean',
  },
  state: { state: 'string' },
  'turn.started': { turn: 'number' },
  transcript: { role: 'string', turn: 'number', text: 'string', final: 'boolean' },
  'turn.committed': { seq: 'number' },
  interrupted: { turn: 'number', heardMs: 'number' },
  'tool.started': { id: 'string', name: 'string' },
  'tool.finished': { id: 'string', name: 'string', ok: 'boolean' },
  latency: { turn: 'number', voiceToVoiceMs: 'number', gatewayMs: 'number' },
  going_away: { deadlineMs: 'number' },
  error: { code: 'string', message: 'string', retryable: 'boolean' },
  ended: { reason: 'string', durationMs: 'number' },
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
  if (!isRecord(value) || typeof value.type !== 'string' || !Object.hasOwn(SHAPES, value.type))
    return undefined;
  const shape: Record<string, Kind> = SHAPES[value.type as ServerMessage['type']];
  for (const [field, kind] of Object.entries(shape)) {
    const actual = value[field];
    if (kind === 'object' ? !isRecord(actual) : typeof actual !== kind) return undefined;
  }
  return value as ServerMessage;
}
