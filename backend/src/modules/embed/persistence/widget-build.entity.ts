import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A script that was served once and may be pinned by a site ever since. */
@Entity('widget_builds')
export class WidgetBuildEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'widget_builds_pkey' })
  version!: string;

  @Column('bytea')
  source!: Buffer;

  @Column('timestamptz', { name: 'built_at' })
  builtAt!: Date;
}
