import { Injectable } from '@nestjs/common';
import type { CallerKnownBy, CallerQuestion } from '@orbisvoice/contracts';
import {
  CallerDataRegistry,
  CallerMarks,
  identitiesIn,
  normalised,
  type CallerData,
  type LooseRecord,
} from '../../../platform/caller-data/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';

const PAGE = 500;
const KINDS = ['userId', 'email', 'phone'] as const;

/** A caller as the work knows them: by marks, from which nobody can be told. */
export interface MarkedCaller {
  knownBy: CallerKnownBy[];
  marks: Buffer[];
}

export interface FoundRecords {
  keeper: CallerData;
  records: LooseRecord[];
}

/** What modules keep of a caller outside of calls. */
@Injectable()
export class CallerRecords {
  constructor(
    private readonly keepers: CallerDataRegistry,
    private readonly marks: CallerMarks,
  ) {}

  marked(tenantId: TenantId, question: CallerQuestion): MarkedCaller {
    const known = KINDS.flatMap((kind) => {
      const value = question[kind] === undefined ? undefined : normalised(kind, question[kind]);
      return value === undefined ? [] : [{ kind, value }];
    });
    return {
      knownBy: known.map(({ kind }) => kind),
      marks: known.flatMap((identity) => this.marks.all(tenantId, identity)),
    };
  }

  /** Page by page, so that nothing is held of a tenant with many. */
  async *find(
    tx: Transaction,
    tenantId: TenantId,
    marks: readonly Buffer[],
    until: Date,
  ): AsyncGenerator<FoundRecords> {
    const wanted = new Set(marks.map((mark) => mark.toString('hex')));
    for (const keeper of this.keepers.all()) {
      let after: string | undefined;
      for (;;) {
        const page = (await keeper.loose?.(tx, tenantId, { until, after, take: PAGE })) ?? [];
        const records = page.filter(({ record }) => this.names(tenantId, record, wanted));
        if (records.length > 0) yield { keeper, records };
        if (page.length < PAGE) break;
        after = page.at(-1)?.id;
      }
    }
  }

  private names(tenantId: TenantId, record: unknown, wanted: ReadonlySet<string>): boolean {
    return identitiesIn(record).some((identity) =>
      this.marks.all(tenantId, identity).some((mark) => wanted.has(mark.toString('hex'))),
    );
  }
}
