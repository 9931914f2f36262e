import { digestOf } from './digest.js';
import type { Minor } from './money.js';
import type { EntryKind } from './posting.js';

/** What an entry vouches for. */
export interface EntryBody {
  readonly partnerId: string;
  readonly currency: string;
  /** 1, 2, 3 … within the account, without gaps. */
  readonly position: number;
  readonly source: string;
  readonly kind: EntryKind;
  readonly amountMinor: Minor;
  readonly idempotencyKey: string;
  readonly occurredAt: number;
  readonly postedAt: number;
  readonly actor: string;
  readonly reason: string;
}

export interface LedgerEntry extends EntryBody {
  readonly prevHash: string;
  readonly hash: string;
}

/** End of a chain: how many entries it has, and the last one's seal. */
export interface ChainHead {
  readonly position: number;
  readonly hash: string;
}

export const EMPTY_CHAIN: ChainHead = { position: 0, hash: '0'.repeat(64) };

/** Every entry seals the one before it: changing, dropping or swapping one breaks all that follow. */
export function sealed(body: EntryBody, prevHash: string): LedgerEntry {
  return { ...body, prevHash, hash: sealOf(body, prevHash) };
}

const sealOf = (body: EntryBody, prevHash: string): string =>
  digestOf([
    prevHash,
    body.partnerId,
    body.currency,
    body.position,
    body.source,
    body.kind,
    body.amountMinor,
    body.idempotencyKey,
    body.occurredAt,
    body.postedAt,
    body.actor,
    body.reason,
  ]);

export type ChainFault = 'gap' | 'broken_link' | 'changed_entry';

/** Goes on from `head`; gives the new head, or the first fault and where it is. */
export function follow(
  head: ChainHead,
  entries: Iterable<LedgerEntry>,
): { head: ChainHead } | { fault: ChainFault; position: number } {
  let current = head;
  for (const entry of entries) {
    const position = current.position + 1;
    if (entry.position !== position) return { fault: 'gap', position };
    if (entry.prevHash !== current.hash) return { fault: 'broken_link', position };
    if (entry.hash !== sealOf(entry, entry.prevHash)) return { fault: 'changed_entry', position };
    current = { position, hash: entry.hash };
  }
  return { head: current };
}
