/** One link of a chain in which each seals the one before it. */
export interface ChainLink {
  /** 1, 2, 3 … without gaps. */
  readonly position: number;
  /** The hash of the link before; that of `EMPTY_CHAIN` in the first. */
  readonly prevHash: string;
  readonly hash: string;
}

/** End of a chain: how many links it has, and the last one's hash. */
export interface ChainHead {
  readonly position: number;
  readonly hash: string;
}

export const EMPTY_CHAIN: ChainHead = { position: 0, hash: '0'.repeat(64) };

export type ChainFault = 'gap' | 'broken_link' | 'changed_entry';

/**
 * Goes on from `head`; gives the new head, or the first fault and where it is. Changing, dropping or swapping a link
 * breaks all that follow.
 * @param sealOf what the hash of a link has to be, from what it vouches for and its `prevHash`.
 */
export function followChain<L extends ChainLink>(
  head: ChainHead,
  links: Iterable<L>,
  sealOf: (link: L) => string,
): { head: ChainHead } | { fault: ChainFault; position: number } {
  let current = head;
  for (const link of links) {
    const position = current.position + 1;
    if (link.position !== position) return { fault: 'gap', position };
    if (link.prevHash !== current.hash) return { fault: 'broken_link', position };
    if (link.hash !== sealOf(link)) return { fault: 'changed_entry', position };
    current = { position, hash: link.hash };
  }
  return { head: current };
}
