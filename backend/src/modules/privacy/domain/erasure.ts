import type { CallerErasureState, CallerKnownBy } from '@orbisvoice/contracts';

/** A wish to be forgotten, and for good what is left of it: marks that tell nobody who it was. */
export interface ErasureRecord {
  id: string;
  marks: readonly Buffer[];
  knownBy: readonly CallerKnownBy[];
  state: CallerErasureState;
  /** What was there at this moment goes; whoever calls again later is a new caller. */
  askedAt: Date;
  finishedAt: Date | null;
  calls: number;
  records: number;
}

/** How far the work on it has come. */
export interface ErasureWork extends ErasureRecord {
  /** The last call that was looked at, so that none of before there were marks is missed. */
  lookedUntil: string | null;
}
