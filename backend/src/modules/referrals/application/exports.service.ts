import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { ReferralExportQuery } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AuditLog } from '../../tenants/index.js';
import { csvLine, text } from '../domain/csv.js';
import { DATASETS, type PersonOfRow } from '../domain/export-dataset.js';
import { minor, type Minor } from '../domain/money.js';
import { ExportsRepository } from '../persistence/exports.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { AccountReader } from './account-reader.js';
import type { Operator } from './operator.js';
import { PartnerPost } from './partner-post.js';

const BYTE_ORDER_MARK = '\uFEFF';
/** A reader slower than this keeps old rows of the whole database alive. */
const MAX_STREAM_MS = 15 * 60_000;

/** What whoever books the file checks it against. */
export interface ControlTotals {
  readonly rows: number;
  readonly sums: ReadonlyMap<string, Minor>;
  readonly sha256: string;
}

/** What reading a file needs besides the rows themselves. */
@Injectable()
export class ExportSources {
  constructor(
    readonly rows: ExportsRepository,
    readonly accounts: AccountReader,
    readonly post: PartnerPost,
  ) {}
}

/** Files for accounting, out of one snapshot: first read for the totals, then the same rows once more for the file. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly sources: ExportSources,
    private readonly audit: AuditLog,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** @param open gives where the file goes, once its totals are known. */
  async write(
    operator: Operator,
    query: ReferralExportQuery,
    open: (totals: ControlTotals) => Writable,
  ): Promise<void> {
    await this.note(operator, query);
    const asOf = this.clock.now();
    await this.programme.officeSnapshot(async (tx) => {
      const held = await this.sources.accounts.heldPartners(tx, asOf.getTime());
      const hash = createHash('sha256');
      const sums = new Map<string, Minor>();
      let rows = 0;
      for await (const line of this.lines(tx, query, asOf, held, (amountMinor, currency) => {
        rows += 1;
        sums.set(currency, minor(BigInt(sums.get(currency) ?? 0) + BigInt(amountMinor)));
      }))
        hash.update(line);
      const out = open({ rows, sums, sha256: hash.digest('hex') });
      const lines = this.lines(tx, query, asOf, held, () => undefined);
      await pipeline(Readable.from(lines), out, { signal: AbortSignal.timeout(MAX_STREAM_MS) });
    });
  }

  private async *lines(
    tx: Transaction,
    { dataset, from, to, bom, people }: ReferralExportQuery,
    asOf: Date,
    held: readonly string[],
    count: (amountMinor: Minor, currency: string) => void,
  ): AsyncGenerator<string> {
    const { columns, toCells } = DATASETS[dataset];
    const known = new Map<string, PersonOfRow | undefined>();
    if (bom) yield BYTE_ORDER_MARK;
    yield csvLine(columns.map(text));
    for await (const row of this.sources.rows.rows(
      tx,
      dataset,
      { from: from ?? null, to: to ?? null },
      asOf,
      held,
    )) {
      const { partnerId } = row;
      if (people && !known.has(partnerId))
        known.set(partnerId, await this.sources.post.addresseeOf(tx, partnerId));
      count(row.amountMinor, row.currency);
      yield csvLine(toCells(row, known.get(partnerId), this.config.referralAccounts));
    }
  }

  /** Before the first byte: also a download that breaks off has shown something. */
  private async note({ userId, tenantId }: Operator, query: ReferralExportQuery): Promise<void> {
    const { dataset, from = '', to = '', people } = query;
    await this.programme.office(
      (tx) =>
        this.audit.record(tx, tenantId, {
          actor: { kind: 'user', id: userId },
          action: people ? 'referral_export.read_with_names' : 'referral_export.read',
          targetType: 'referral_export',
          targetId: `${dataset} ${from}..${to}`,
        }),
      tenantId,
    );
  }
}
