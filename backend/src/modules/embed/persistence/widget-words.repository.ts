import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { WidgetWordsEntity } from './widget-words.entity.js';

@Injectable()
export class WidgetWordsRepository {
  /** Safe to repeat, and to do in several processes at once. */
  async keep(tx: EntityManager, words: ReadonlyMap<string, Buffer>, builtAt: Date): Promise<void> {
    const rows = [...words].map(([name, bytes]) => ({ name, words: bytes, builtAt }));
    await tx.createQueryBuilder().insert().into(WidgetWordsEntity).values(rows).orIgnore().execute();
  }

  async words(tx: EntityManager, name: string): Promise<Buffer | undefined> {
    return (await tx.findOneBy(WidgetWordsEntity, { name }))?.words;
  }
}
