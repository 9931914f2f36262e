import type {
  Agent,
  AnalysisSettings,
  EchoGuard,
  Patience,
  VoiceId,
  WidgetAppearance,
} from '@orbisvoice/contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('agents')
@Unique('agents_tenant_id_id_key', ['tenantId', 'id'])
export class AgentEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'agents_pkey' })
  id!: string;

  @Column('uuid', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'system_prompt' })
  systemPrompt!: string;

  @Column('text', { name: 'first_message' })
  firstMessage!: string;

  @Column('text', { name: 'voice_id' })
  voiceId!: VoiceId;

  @Column('text')
  language!: string;

  @Column('text', { name: 'allowed_origins', array: true })
  allowedOrigins!: string[];

  @Column('integer', { name: 'idle_timeout_seconds' })
  idleTimeoutSeconds!: number;

  @Column('integer', { name: 'max_duration_seconds' })
  maxDurationSeconds!: number;

  @Column('text', { default: 'balanced' })
  patience!: Patience;

  @Column('text', { name: 'echo_guard', default: 'auto' })
  echoGuard!: EchoGuard;

  @Column('integer', { name: 'silence_prompt_seconds', default: 60 })
  silencePromptSeconds!: number;

  @Column('text', { name: 'consent_text' })
  consentText!: string;

  @Column('jsonb')
  appearance!: WidgetAppearance;

  @Column('jsonb')
  analysis!: AnalysisSettings;

  @Column('jsonb', { name: 'daily_spend_limit', nullable: true })
  dailySpendLimit!: Agent['dailySpendLimit'];

  /** The version that visitors get; null where they get none. The rest of the row is the draft. */
  @Column('integer', { name: 'published_version', nullable: true })
  publishedVersion!: number | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** Set once the agent was deleted: its words are gone, id and name stay for the calls it has had. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
