import type { AnalysisReason, AnalysisState, CriterionResult, FieldResult } from '@orbisvoice/contracts';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Billionths of a dollar fit a number for calls of any length; Postgres sends a bigint as text. */
const nanos = {
  from: (text: string | null) => (text === null ? null : Number(text)),
  to: (it: unknown) => it,
};

@Entity('call_analyses')
@ForeignKey('calls', ['tenantId', 'callId'], ['tenantId', 'id'], {
  name: 'call_analyses_call_fkey',
  onDelete: 'CASCADE',
})
export class CallAnalysisEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'call_analyses_pkey' })
  tenantId!: string;

  @PrimaryColumn('uuid', { name: 'call_id', primaryKeyConstraintName: 'call_analyses_pkey' })
  callId!: string;

  @Column('text')
  state!: AnalysisState;

  @Column('text', { nullable: true })
  reason!: AnalysisReason | null;

  @Column('text', { nullable: true })
  summary!: string | null;

  @Column('jsonb')
  criteria!: CriterionResult[];

  @Column('jsonb')
  fields!: FieldResult[];

  @Column('text', { nullable: true })
  model!: string | null;

  @Column('integer', { name: 'input_tokens', nullable: true })
  inputTokens!: number | null;

  @Column('integer', { name: 'output_tokens', nullable: true })
  outputTokens!: number | null;

  @Column('bigint', { name: 'cost_nanos', nullable: true, transformer: nanos })
  costNanos!: number | null;

  @Column('date', { name: 'prices_as_of', nullable: true })
  pricesAsOf!: string | null;

  @Column('timestamptz', { name: 'analysed_at' })
  analysedAt!: Date;

  @Column('timestamptz', { name: 'tried_at', nullable: true })
  triedAt!: Date | null;

  @Column('text', { name: 'tried_reason', nullable: true })
  triedReason!: AnalysisReason | null;
}
