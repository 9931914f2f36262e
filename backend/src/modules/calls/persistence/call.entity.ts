import type { CallChannel, CallEndReason, CallLatency, CallStatus } from '@orbisvoice/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('calls')
@Unique('calls_tenant_id_id_key', ['tenantId', 'id'])
@ForeignKey('agents', ['tenantId', 'agentId'], ['tenantId', 'id'], { name: 'calls_agent_fkey' })
@Index('calls_of_agent_idx', ['tenantId', 'agentId', 'id'])
@Index('calls_open_idx', { synchronize: false })
@Index('calls_of_channel_idx', ['tenantId', 'channel', 'id'])
@Index('calls_unended_idx', { synchronize: false })
@Index('calls_failed_idx', { synchronize: false })
@Index('calls_rated_idx', { synchronize: false })
export class CallEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'calls_pkey' })
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'agent_id' })
  agentId!: string;

  /** The version that speaks; null for the draft. */
  @Column('integer', { name: 'agent_version', nullable: true })
  agentVersion!: number | null;

  @Column('text')
  channel!: CallChannel;

  @Column('text')
  status!: CallStatus;

  @Column('text', { nullable: true })
  origin!: string | null;

  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('uuid', { name: 'api_key_id', nullable: true })
  apiKeyId!: string | null;

  /** The gateway process that holds the call while it is live. */
  @Column('text', { nullable: true })
  owner!: string | null;

  /** Counts owners. A write that carries an older number comes from a gateway that has lost the call. */
  @Column('integer')
  epoch!: number;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason!: CallEndReason | null;

  @Column('integer', { name: 'duration_ms', nullable: true })
  durationMs!: number | null;

  @Column('integer', { name: 'turn_count' })
  turnCount!: number;

  @Column('double precision', { name: 'voice_to_voice_p50_ms', nullable: true })
  voiceToVoiceP50Ms!: number | null;

  @Column('integer', { name: 'health_score', nullable: true })
  healthScore!: number | null;

  @Column('text', { nullable: true })
  model!: string | null;

  @Column('bigint', { name: 'input_text_tokens', default: 0 })
  inputTextTokens!: number;

  @Column('bigint', { name: 'input_audio_tokens', default: 0 })
  inputAudioTokens!: number;

  @Column('bigint', { name: 'output_text_tokens', default: 0 })
  outputTextTokens!: number;

  @Column('bigint', { name: 'output_audio_tokens', default: 0 })
  outputAudioTokens!: number;

  /** Reports of the model with a known price, and those without. */
  @Column('integer', { name: 'priced_reports', default: 0 })
  pricedReports!: number;

  @Column('integer', { name: 'unpriced_reports', default: 0 })
  unpricedReports!: number;

  /** Billionths of a dollar. */
  @Column('bigint', { name: 'cost_nanos', default: 0 })
  costNanos!: number;

  /** What reading it afterwards has cost so far, every time that it was read. */
  @Column('bigint', { name: 'analysis_nanos', default: 0 })
  analysisNanos!: number;

  @Column('date', { name: 'prices_as_of', nullable: true })
  pricesAsOf!: string | null;

  /** The same told apart; all 0 for calls from before it was. */
  @Column('bigint', { name: 'input_text_nanos', default: 0 })
  inputTextNanos!: number;

  @Column('bigint', { name: 'input_audio_nanos', default: 0 })
  inputAudioNanos!: number;

  @Column('bigint', { name: 'output_text_nanos', default: 0 })
  outputTextNanos!: number;

  @Column('bigint', { name: 'output_audio_nanos', default: 0 })
  outputAudioNanos!: number;

  @Column('boolean', { name: 'visitor_spoke', default: false })
  visitorSpoke!: boolean;

  /** Milliseconds of each measured answer, to leaving the gateway and to the visitor's ear; null until the end. */
  @Column('integer', { name: 'answers_ms', array: true, nullable: true })
  answersMs!: number[] | null;

  @Column('integer', { name: 'ears_ms', array: true, nullable: true })
  earsMs!: number[] | null;

  /** The number that the visitor gave, without its comment. */
  @Column('smallint', { nullable: true })
  rating!: number | null;

  /** A fault ended the call, or it went on over one; null where all went well, and until the end. */
  @Column('text', { nullable: true })
  failure!: 'error' | 'silent' | null;

  @Column('jsonb', { nullable: true })
  latency!: CallLatency | null;

  /** Set once everything personal was erased; the row stays so that counts and minutes stay true. */
  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt!: Date | null;
}
