import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { WidgetBuild } from '../domain/widget-build.js';
import { WidgetBuildEntity } from './widget-build.entity.js';

@Injectable()
export class WidgetBuildsRepository {
  /** Safe to repeat, and to do in several processes at once. */
  async keep(tx: EntityManager, { version, source }: WidgetBuild, builtAt: Date): Promise<void> {
    const row = { version, source, builtAt };
    await tx.createQueryBuilder().insert().into(WidgetBuildEntity).values(row).orIgnore().execute();
  }

  async source(tx: EntityManager, version: string): Promise<Buffer | undefined> {
    return (await tx.findOneBy(WidgetBuildEntity, { version }))?.source;
  }
}
