import type { EntityManager } from 'typeorm';

/**
 * Closes a fact once nothing is left to do for it: done where each of `consumers` is, dead where some were given up.
 * Whoever calls holds the row's lock, so that the last of them sees what the others did.
 */
export async function settleRow(
  tx: EntityManager,
  outboxId: string,
  consumers: readonly string[],
): Promise<void> {
  await tx.query(
    `update outbox set state = case when given_up = 0 then 'done' else 'dead' end, lease_until = null,
       done_at = case when given_up = 0 then now() end
     from (select
       (select count(*) from processed where outbox_id = $1 and consumer = any($2)) as done,
       (select count(*) from outbox_tries where outbox_id = $1 and consumer = any($2) and given_up) as given_up
     ) counted
     where id = $1 and state = 'open' and done + given_up = cardinality($2::text[])`,
    [outboxId, consumers],
  );
}
