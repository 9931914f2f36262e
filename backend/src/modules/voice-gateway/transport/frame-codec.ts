import {
  ClientMessage,
  HelloMessage,
  MAX_AUDIO_FRAME_BYTES,
  MAX_TEXT_FRAME_BYTES,
  type ServerMessage,
} from '@orbisvoice/contracts';

const MAX_DEPTH = 8;
const KNOWN_TYPES: ReadonlySet<string> = new Set(
  ClientMessage.options.map((option) => option.shape.type.value),
);

export type Decoded =
  | { kind: 'hello'; hello: HelloMessage }
  | { kind: 'message'; message: ClientMessage }
  /** Perhaps of a newer client: tolerated a few times. */
  | { kind: 'unknown' }
  | { kind: 'malformed'; message: string };

const malformed = (message: string): Decoded => ({ kind: 'malformed', message });

export function decodeText(data: Buffer): Decoded {
  if (data.length > MAX_TEXT_FRAME_BYTES) return malformed('text messages are at most 16 KiB');
  let raw: unknown;
  try {
    raw = JSON.parse(data.toString());
  } catch {
    return malformed('text messages are JSON');
  }
  if (typeof raw !== 'object' || raw === null || !('type' in raw) || typeof raw.type !== 'string')
    return malformed('messages are objects with a type');
  if (tooDeep(raw, MAX_DEPTH)) return malformed(`messages nest at most ${MAX_DEPTH} deep`);
  if (raw.type === 'hello') {
    const hello = HelloMessage.safeParse(raw);
    return hello.success ? { kind: 'hello', hello: hello.data } : malformed(describe('hello', hello.error));
  }
  if (!KNOWN_TYPES.has(raw.type)) return { kind: 'unknown' };
  const message = ClientMessage.safeParse(raw);
  return message.success
    ? { kind: 'message', message: message.data }
    : malformed(describe(raw.type, message.error));
}

/** Undefined where the frame is audio as the contract wants it. */
export function audioFault(data: Buffer): string | undefined {
  if (data.length === 0) return 'audio frames are not empty';
  if (data.length % 2 === 1) return 'audio frames hold whole 16-bit samples';
  return data.length > MAX_AUDIO_FRAME_BYTES ? 'audio frames are at most 32 KiB' : undefined;
}

export const encode = (message: ServerMessage): string => JSON.stringify(message);

/** Names the field and what is wanted there; never quotes what was sent. */
function describe(type: string, error: { issues: { path: PropertyKey[]; message: string }[] }): string {
  const issue = error.issues[0];
  const where = [type, ...(issue?.path ?? [])].map(String).join('.');
  return `${where}: ${issue?.message ?? 'is not valid'}`.slice(0, 300);
}

function tooDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => tooDeep(inner, left - 1));
}
