import type { EntityManager } from 'typeorm';

/**
 * Takes turns on each of these words until the transaction ends. Sorted, so that two who want the same words never
 * wait for each other.
 */
export async function takeTurns(tx: EntityManager, words: Iterable<string>): Promise<void> {
  const sorted = [...new Set(words)].sort();
  if (sorted.length === 0) return;
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended(word, 0))
     from (select word from unnest($1::text[]) with ordinality as t (word, place) order by place) as sorted`,
    [sorted.map((word) => `referrals ${word}`)],
  );
}
