import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a voice of a model sounds. Made once, the same for everybody. */
@Entity('voice_previews')
export class VoicePreviewEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'voice_previews_pkey' })
  model!: string;

  @PrimaryColumn('text', { name: 'voice_id', primaryKeyConstraintName: 'voice_previews_pkey' })
  voiceId!: string;

  /** PCM16 LE mono at the model's rate, in a WAV file. */
  @Column('bytea')
  wav!: Buffer;

  @Column('timestamptz', { name: 'made_at' })
  madeAt!: Date;
}
