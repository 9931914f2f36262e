import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trigger, table, when it speaks, and what it says: the event and the columns of its id and of its team. */
const SPEAKERS = [
  ['calls_end_live', 'calls', 'UPDATE OF status', 'call.ended', 'id', `NEW.status = 'ended'`],
  ['calls_change_live', 'calls', 'UPDATE OF erased_at', 'call.changed', 'id'],
  ['transcripts_live', 'transcripts', 'INSERT', 'call.changed', 'call_id'],
  ['call_ratings_live', 'call_ratings', 'INSERT OR UPDATE', 'call.changed', 'call_id'],
  ['agents_live', 'agents', 'INSERT OR UPDATE OR DELETE', 'agent.changed', 'id'],
  ['tools_live', 'tools', 'INSERT OR UPDATE OR DELETE', 'tool.changed', 'id'],
  ['memberships_live', 'memberships', 'INSERT OR UPDATE OR DELETE', 'member.changed', 'user_id'],
  ['invitations_live', 'invitations', 'INSERT OR DELETE', 'invitation.changed', 'id'],
  ['api_keys_live', 'api_keys', 'INSERT OR UPDATE OF revoked_at, limits', 'api_key.changed', 'id'],
] as const;

/**
 * Rows say by themselves that they changed, so no way of changing them can forget it. A notification leaves at commit.
 * Starts of calls are told by the application instead: a commit that notifies waits for every other one that does, and
 * calls begin in crowds.
 */
export class LiveEvents1796400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION announce_live() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE line jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
        BEGIN
          PERFORM pg_notify('orbis_live', concat_ws(' ', line ->> TG_ARGV[2], TG_ARGV[0], line ->> TG_ARGV[1]));
          RETURN NULL;
        END
      $$`);
    for (const [name, table, occasion, event, id, condition] of SPEAKERS)
      await this.speak(runner, name, table, occasion, [event, id, 'tenant_id'], condition);
    await this.speak(runner, 'tenants_live', 'tenants', 'UPDATE', ['tenant.changed', 'id', 'id']);
    // Told to the session alone, whose streams then end.
    await this.speak(runner, 'sessions_live', 'sessions', 'UPDATE OF revoked_at', [
      'session.ended',
      'id',
      'id',
    ]);
  }

  private async speak(
    runner: QueryRunner,
    name: string,
    table: string,
    occasion: string,
    words: readonly string[],
    condition = 'true',
  ): Promise<void> {
    await runner.query(
      `CREATE TRIGGER ${name} AFTER ${occasion} ON ${table} FOR EACH ROW WHEN (${condition})
       EXECUTE FUNCTION announce_live(${words.map((word) => `'${word}'`).join(', ')})`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION announce_live() CASCADE');
  }
}
