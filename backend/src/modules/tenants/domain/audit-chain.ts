import {
  digestOf,
  followChain,
  type ChainFault,
  type ChainHead,
  type ChainLink,
} from '../../../platform/crypto/index.js';

/** What a link vouches for: a line of the log, field by field. */
export interface AuditLine {
  readonly id: string;
  readonly tenantId: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string | null;
  readonly requestId: string | null;
  readonly outcome: string;
}

/** A link as it is kept, with the line as it is now; null where the line is gone. */
export interface AuditLink extends ChainLink {
  readonly line: AuditLine | null;
}

/** The last link of a team's chain at the end of a day. */
export interface TeamHead extends ChainHead {
  readonly tenantId: string;
}

const DAY_MS = 86_400_000;
/** So much later than its end a day is closed, for a database that fails over to one whose clock is behind. */
const CLOSED_AFTER_MS = 5 * 60_000;

/** The last day, in UTC, that is over for good at this time. */
export const dayToClose = (now: Date): string =>
  new Date(now.getTime() - CLOSED_AFTER_MS - DAY_MS).toISOString().slice(0, 10);

export const endOf = (day: string): Date => new Date(Date.parse(day) + DAY_MS);

const sealOf = (line: AuditLine | null, prevHash: string): string =>
  digestOf([
    prevHash,
    line && [
      line.id,
      line.tenantId,
      line.at.toISOString(),
      line.actorKind,
      line.actorId,
      line.action,
      line.targetType,
      line.targetId,
      line.requestId,
      line.outcome,
    ],
  ]);

/** The links that put these lines at the end of a chain, in their order. */
export function linked(head: ChainHead, lines: readonly AuditLine[]): (ChainLink & { line: AuditLine })[] {
  let { position, hash: prevHash } = head;
  return lines.map((line) => {
    position += 1;
    const link = { position, prevHash, hash: sealOf(line, prevHash), line };
    prevHash = link.hash;
    return link;
  });
}

/** Goes on from `head`; gives the new head, or the first fault and where it is. */
export const followAudit = (
  head: ChainHead,
  links: Iterable<AuditLink>,
): { head: ChainHead } | { fault: ChainFault; position: number } =>
  followChain(head, links, ({ line, prevHash }) => sealOf(line, prevHash));

/** One digest that vouches for the logs of all teams: kept elsewhere, it shows what was changed here. */
export const rootOf = (heads: readonly TeamHead[]): string =>
  digestOf(
    [...heads]
      .sort((a, b) => (a.tenantId < b.tenantId ? -1 : 1))
      .map(({ tenantId, position, hash }) => [tenantId, position, hash]),
  );
