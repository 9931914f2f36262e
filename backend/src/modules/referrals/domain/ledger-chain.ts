import {
  digestOf,
  followChain,
  type ChainFault,
  type ChainHead,
  type ChainLink,
} from '../../../platform/crypto/index.js';
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

export type LedgerEntry = EntryBody & ChainLink;

export { EMPTY_CHAIN, type ChainHead } from '../../../platform/crypto/index.js';

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

/** Goes on from `head`; gives the new head, or the first fault and where it is. */
export const follow = (
  head: ChainHead,
  entries: Iterable<LedgerEntry>,
): { head: ChainHead } | { fault: ChainFault; position: number } =>
  followChain(head, entries, (entry) => sealOf(entry, entry.prevHash));
