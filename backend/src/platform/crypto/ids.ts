import { randomBytes } from 'node:crypto';

/** An id has 48 bits for its time. */
const LAST_MS = 2 ** 48 - 1;

/**
 * A version 7 UUID: the first 48 bits are the time, so that keys made one after another lie together in an index.
 */
export function newId(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** When an id of `newId` was made, in milliseconds since 1970. */
export const madeAtMs = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/**
 * The smallest id that anything made at this time can have, so that a range of times is a range of ids. Times that no id
 * can hold give the first or the last.
 * @param ms  since 1970
 */
export function firstIdAt(ms: number): string {
  const hex = Math.min(Math.max(ms, 0), LAST_MS).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** An id has the time of the process that made it, its row that of the database. */
const CLOCKS_APART_MS = 3_600_000;

/** No row that was there at this time has such an id or a later one: what is young is not read to find what is old. */
export const firstIdAfter = (at: Date): string => firstIdAt(at.getTime() + CLOCKS_APART_MS);

/** Unguessable text for links and secrets; 32 bytes are 256 bits. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');
