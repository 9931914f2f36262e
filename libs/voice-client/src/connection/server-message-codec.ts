import type { ServerMessage } from '@orbisvoice/contracts';

/**
 * Reads a text frame. Undefined for anything that is no message at all. Within a version of the protocol the server only
 * adds: kinds of messages, which nobody here acts upon, and fields. The contract's schemas would triple the size of the
 * widget to learn the same.
 */
export function decodeServerMessage(frame: string): ServerMessage | undefined {
  try {
    const value = JSON.parse(frame) as ServerMessage | null;
    return typeof value?.type === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
