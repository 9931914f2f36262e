import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The words of one language, as a script that was served once asks for them ever since. */
@Entity('widget_words')
export class WidgetWordsEntity {
  /** `<language>@<digest of the words in all languages>`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'widget_words_pkey' })
  name!: string;

  /** JSON in UTF-8. */
  @Column('bytea')
  words!: Buffer;

  @Column('timestamptz', { name: 'built_at' })
  builtAt!: Date;
}
