import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { TenantId, Transaction } from '../database/index.js';

export const TEAM_DATA = 'orbis:team-data';

/** What of a table is given out. Every column but `tenant_id` stands on one side, which a test holds against the schema. */
export interface TeamTable {
  readonly gives: readonly string[];
  /** Columns that are not given, each with the reason. */
  readonly leaves?: Readonly<Record<string, string>>;
}

/** One kind of records: a file of the export. */
export interface TeamPart {
  /** Of the file: `audit-log`. */
  readonly name: string;
  /** One sentence for whoever opens the file. */
  readonly about: string;
  /** The tables that its records are made of. */
  readonly tables: Readonly<Record<string, TeamTable>>;
  /** How many there are, about: for a bar of progress. */
  count(tx: Transaction, tenantId: TenantId): Promise<number>;
  /**
   * What was there at `until`, from behind `after`, in an order that stays. Each page is asked for in a transaction of
   * its own. `next` is handed back as `after`; undefined once nothing more comes.
   */
  page(
    tx: Transaction,
    tenantId: TenantId,
    at: { after: string | undefined; until: Date },
  ): Promise<{ records: readonly object[]; next: string | undefined }>;
}

/** What a module keeps of a team, as the team's own export gives it. Secrets are never given, sealed or hashed ones neither. */
export interface TeamData {
  readonly parts: readonly TeamPart[];
  /** Tables of which nothing is given, each with the reason, which stands in the export too. */
  readonly leaves?: Readonly<Record<string, string>>;
}

/** Declares a provider as one that says what of a module's tables belongs into the export of a team. */
export const KeepsTeamData = (): ClassDecorator =>
  applyDecorators(Injectable(), SetMetadata(TEAM_DATA, true));
