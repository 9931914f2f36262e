import { KeepsTeamData, type TeamData, type TeamPart } from '../../../platform/team-data/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { FactsRepository } from '../persistence/facts.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { TeamReferralsRepository } from '../persistence/team-referrals.repository.js';
import { isFact } from '../domain/fact.js';
import { invoicesOf } from '../domain/team-invoices.js';
import { toPaidInvoice } from './billing.mapping.js';

/**
 * What the programme knows of a team. Its tables belong to no tenant, so each part enters the office in the transaction
 * that it is read in. What partners earn is theirs, as people, and not the team's.
 */
@KeepsTeamData()
export class ReferralsTeamData implements TeamData {
  readonly parts: readonly TeamPart[];

  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly facts: FactsRepository,
    referrals: TeamReferralsRepository,
  ) {
    this.parts = [
      this.part('invoices', 'Paid invoices, as the billing system reported them.', async (tx, team) =>
        invoicesOf(team, (await facts.dossierOf(tx, team)).facts).map(toPaidInvoice),
      ),
      this.part('subscriptions', 'Plans that the billing system reported.', (tx, team) =>
        this.subscriptions(tx, team),
      ),
      this.part('referral', 'How the team came to us, where somebody referred it.', (tx, team) =>
        referrals.ofTeam(tx, team),
      ),
      this.part(
        'referral-links',
        'Links by which people of this team refer others, and how many came by each. What they earn is their own.',
        (tx, team) => referrals.linksOfTeam(tx, team),
      ),
    ];
  }

  private async subscriptions(tx: Transaction, tenantId: TenantId): Promise<object[]> {
    const { facts } = await this.facts.dossierOf(tx, tenantId);
    return facts
      .filter(isFact('subscription.created'))
      .filter((one) => one.tenantId === tenantId)
      .sort((a, b) => a.at - b.at)
      .map(({ provider, subscriptionId, plan, at }) => ({
        provider,
        id: subscriptionId,
        plan,
        since: new Date(at).toISOString(),
      }));
  }

  /** Of a team there are few of each, so that all of them are one page. */
  private part(
    name: string,
    about: string,
    read: (tx: Transaction, tenantId: TenantId) => Promise<readonly object[]>,
  ): TeamPart {
    const within = async (tx: Transaction, tenantId: TenantId): Promise<readonly object[]> => {
      await this.programme.enterOffice(tx);
      return read(tx, tenantId);
    };
    return {
      name,
      about,
      tables: {},
      count: async (tx, tenantId) => (await within(tx, tenantId)).length,
      page: async (tx, tenantId) => ({ records: await within(tx, tenantId), next: undefined }),
    };
  }
}
