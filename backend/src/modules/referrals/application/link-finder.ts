import { Injectable } from '@nestjs/common';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { TenantDatabase, tenantId } from '../../../platform/database/index.js';
import { IdentityDirectory } from '../../tenants/index.js';
import type { Terms } from '../domain/terms.js';
import { DirectoryRepository } from '../persistence/directory.repository.js';
import { LinksRepository, type LinkOfPartner } from '../persistence/links.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';

export type { LinkOfPartner } from '../persistence/links.repository.js';

export interface FoundLink {
  readonly link: LinkOfPartner;
  /** Every version, of which the caller knows which instant it looks at. */
  readonly terms: readonly Terms[];
}

/** From a code or a remembered link to whoever it belongs to, as far as the public may know. */
@Injectable()
export class LinkFinder {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly links: LinksRepository,
    private readonly directory: DirectoryRepository,
    private readonly tenants: TenantDatabase,
    private readonly people: IdentityDirectory,
  ) {}

  /** The link that brings somebody now: not retired, and its partner is active. */
  find(code: string): Promise<FoundLink | undefined> {
    return this.programme.office(async (tx) => this.withTerms(tx, await this.links.liveByCode(tx, code)));
  }

  findById(linkId: string): Promise<FoundLink | undefined> {
    return this.programme.office(async (tx) => this.withTerms(tx, await this.links.liveById(tx, linkId)));
  }

  ofTeam(tenant: TenantId): Promise<LinkOfPartner | undefined> {
    return this.programme.office((tx) => this.links.ofTeam(tx, tenant));
  }

  /** What a visitor reads in "Referred by …": an affiliate's public name, or the first name of a customer. */
  async nameOf({ displayName, userId, homeTenantId }: LinkOfPartner): Promise<string | null> {
    if (displayName !== null || userId === null || homeTenantId === null) return displayName;
    const home: TenantId = tenantId(homeTenantId);
    const people = await this.tenants.withTenant(home, (tx) => this.people.people(tx, [userId]));
    return people.get(userId)?.name.trim().split(/\s+/)[0] || null;
  }

  private async withTerms(tx: Transaction, link: LinkOfPartner | undefined): Promise<FoundLink | undefined> {
    return link && { link, terms: await this.directory.terms(tx) };
  }
}
