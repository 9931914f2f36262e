import { Injectable } from '@nestjs/common';
import { type EntityManager, In, LessThan } from 'typeorm';
import { GuessCountEntity } from './guess-count.entity.js';

@Injectable()
export class GuessCountsRepository {
  /**
   * Counts one guess, and holds the row so that guesses at once count one after another. Undefined where the subject
   * has to wait; the count then stays.
   */
  async count(tx: EntityManager, key: string, now: Date, forgetBefore: Date): Promise<number | undefined> {
    const rows: { guesses: number }[] = await tx.query(
      `insert into guess_counts as g (key, guesses, blocked_until, updated_at) values ($1, 1, $2, $2)
       on conflict (key) do update
         set guesses = case when g.updated_at < $3 then 1 else g.guesses + 1 end, updated_at = $2
         where g.blocked_until <= $2
       returning guesses`,
      [key, now, forgetBefore],
    );
    return rows[0]?.guesses;
  }

  find(tx: EntityManager, key: string): Promise<GuessCountEntity | null> {
    return tx.findOneBy(GuessCountEntity, { key });
  }

  async block(tx: EntityManager, key: string, until: Date): Promise<void> {
    await tx.update(GuessCountEntity, { key }, { blockedUntil: until });
  }

  async forget(tx: EntityManager, keys: readonly string[]): Promise<void> {
    await tx.delete(GuessCountEntity, { key: In([...keys]) });
  }

  async forgetOlder(tx: EntityManager, time: Date): Promise<void> {
    await tx.delete(GuessCountEntity, { updatedAt: LessThan(time) });
  }
}
