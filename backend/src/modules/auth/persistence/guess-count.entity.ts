import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Password guesses by subject. In Postgres, so that neither a restart nor an erased Redis forgives a guesser. */
@Entity('guess_counts')
@Index('guess_counts_updated_at_idx', ['updatedAt'])
export class GuessCountEntity {
  /** Keyed hash of the subject: the table tells nobody which addresses were tried. */
  @PrimaryColumn('text')
  key!: string;

  @Column('integer')
  guesses!: number;

  @Column('timestamptz', { name: 'blocked_until' })
  blockedUntil!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
