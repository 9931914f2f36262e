/** Why the server ends a connection: a WebSocket close code and the reason that rides in the close frame. */
export interface Refusal {
  code: number;
  reason: string;
}

export const INVALID_ARGUMENT: Refusal = { code: 1007, reason: 'Request contains an invalid argument.' };
export const ENTITY_NOT_FOUND: Refusal = { code: 1008, reason: 'Requested entity was not found.' };
export const ABORTED: Refusal = { code: 1008, reason: 'The operation was aborted.' };
export const DEADLINE_EXPIRED: Refusal = {
  code: 1011,
  reason: 'Deadline expired before operation could complete.',
};
export const INTERNAL_ERROR: Refusal = { code: 1011, reason: 'Internal error encountered.' };

export function invalid(reason: string): Refusal {
  return { code: 1007, reason };
}

export function unknownName(name: string, at: string): Refusal {
  const where = at === '' ? '' : ` at '${at}'`;
  return invalid(`Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.`);
}

/** A close frame holds 123 bytes of reason; a longer one is cut, never refused by `ws`. */
export function closeReason(reason: string): string {
  const bytes = Buffer.from(reason);
  return bytes.length <= 123 ? reason : bytes.subarray(0, 120).toString('latin1');
}

export type Checked<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };
