import { Injectable } from '@nestjs/common';
import type { AuditSeal } from '@orbisvoice/contracts';
import { EMPTY_CHAIN, type ChainFault } from '../../../platform/crypto/index.js';
import {
  RelayDatabase,
  TenantDatabase,
  type TenantId,
  type Transaction,
} from '../../../platform/database/index.js';
import { Logger } from '../../../platform/logging/index.js';
import { dayToClose, endOf, followAudit, linked, rootOf } from '../domain/audit-chain.js';
import { AuditChainRepository, type DayRoot } from '../persistence/audit-chain.repository.js';

const TEAMS_AT_ONCE = 500;
const LINES = 500;
const PAGE = 2_000;

export interface AuditFinding {
  /** A team's id, or the day of a root. */
  readonly where: string;
  readonly what: ChainFault | 'unlinked_line' | 'root';
  /** Position of the link, or how many lines. */
  readonly at: number;
}

export interface AuditVerification {
  readonly teams: number;
  readonly lines: number;
  readonly roots: number;
  readonly findings: readonly AuditFinding[];
}

/** Links the lines of the audit log, so that nobody can change the past without being found out, and looks whether. */
@Injectable()
export class AuditChain {
  constructor(
    private readonly database: TenantDatabase,
    private readonly relay: RelayDatabase,
    private readonly chain: AuditChainRepository,
    private readonly logger: Logger,
  ) {}

  /** Two who do so at once wait for each other, team by team: a chain has one end. */
  async link(): Promise<void> {
    const teams = await this.relay.run((tx) => this.chain.waiting(tx, TEAMS_AT_ONCE));
    const closedUntil = await this.relay.run((tx) => this.chain.closedUntil(tx));
    for (const team of teams) {
      let count: number;
      do count = await this.linkSome(team, closedUntil);
      while (count === LINES);
    }
    await this.closeDay();
  }

  /** Up to when a team's lines are linked, and how many. */
  async seal(tenantId: TenantId): Promise<AuditSeal> {
    const head = await this.database.withTenant(tenantId, (tx) => this.chain.headOf(tx, tenantId));
    return { lines: head.position, sealedAt: head.linkedAt?.toISOString() ?? null };
  }

  /** @param elsewhere roots of days as they were written down outside of this database. */
  async verify(elsewhere: readonly DayRoot[] = []): Promise<AuditVerification> {
    const teams = await this.relay.run((tx) => this.chain.teams(tx));
    const findings: AuditFinding[] = [];
    let lines = 0;
    for (const team of teams) {
      const found = await this.verifyTeam(team);
      lines += found.lines;
      findings.push(...found.findings);
    }
    const kept = await this.relay.run((tx) => this.chain.roots(tx));
    const roots = [...kept, ...elsewhere];
    for (const { day, root } of roots)
      if ((await this.relay.run((tx) => this.rootOfDay(tx, day))).root !== root)
        findings.push({ where: day, what: 'root', at: 0 });
    return { teams: teams.length, lines, roots: roots.length, findings };
  }

  private linkSome(team: TenantId, closedUntil: Date | null): Promise<number> {
    return this.database.withTenant(team, async (tx) => {
      await this.chain.hold(tx, team);
      const lines = await this.chain.unlinked(tx, team, LINES);
      if (lines.length === 0) return 0;
      const head = await this.chain.headOf(tx, team);
      await this.chain.append(tx, team, linked(head, lines), closedUntil);
      return lines.length;
    });
  }

  /** The root of yesterday goes into the log, too, from where it cannot be taken back. */
  private async closeDay(): Promise<void> {
    const closed = await this.relay.run(async (tx) => {
      const day = dayToClose(await this.chain.now(tx));
      if (await this.chain.hasRoot(tx, day)) return undefined;
      // Where somebody links just now, the next round closes it.
      if (!(await this.chain.holdDays(tx))) return undefined;
      const { root, teams } = await this.rootOfDay(tx, day);
      if (teams === 0) return undefined;
      // Whoever was slower than another between the look and the lock has closed nothing, and says nothing.
      return (await this.chain.addRoot(tx, { day, root }, teams)) ? { day, root, count: teams } : undefined;
    });
    if (closed) this.logger.info('the audit log of a day is closed', closed);
  }

  private async rootOfDay(relay: Transaction, day: string): Promise<{ root: string; teams: number }> {
    const heads = await this.chain.headsBefore(relay, endOf(day));
    return { root: rootOf(heads), teams: heads.length };
  }

  private async verifyTeam(team: TenantId): Promise<{ lines: number; findings: AuditFinding[] }> {
    let head = EMPTY_CHAIN;
    for (;;) {
      const after = head.position;
      const page = await this.database.withTenant(team, (tx) => this.chain.page(tx, team, after, PAGE));
      const followed = followAudit(head, page);
      if ('fault' in followed) {
        const { fault, position } = followed;
        return { lines: after, findings: [{ where: team, what: fault, at: position }] };
      }
      head = followed.head;
      if (page.length < PAGE) break;
    }
    const strangers = await this.database.withTenant(team, (tx) => this.chain.strangers(tx, team));
    const findings: AuditFinding[] =
      strangers > 0 ? [{ where: team, what: 'unlinked_line', at: strangers }] : [];
    return { lines: head.position, findings };
  }
}
