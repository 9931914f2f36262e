import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { UserEntity } from './user.entity.js';

export type EmailTokenPurpose = 'verify' | 'reset';

/** A single-use link that was mailed. */
@Entity('email_tokens')
@Unique('email_tokens_token_hash_key', ['tokenHash'])
@Index('email_tokens_user_id_idx', ['userId'])
export class EmailTokenEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => UserEntity, { name: 'email_tokens_user_id_fkey', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  purpose!: EmailTokenPurpose;

  /** SHA-256, hex. */
  @Column('text', { name: 'token_hash' })
  tokenHash!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
