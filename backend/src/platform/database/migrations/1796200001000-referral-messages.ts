import type { MigrationInterface, QueryRunner } from 'typeorm';

const IN_OFFICE = `current_setting('app.referral_office', true) = 'on'`;

/** What senders from outside said, message by message, and what became of it. */
export class ReferralMessages1796200001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table referral_messages (
        receiver text not null,
        source text not null,
        message_id text not null,
        digest bytea not null check (length(digest) = 32),
        type text not null,
        received_at timestamptz not null,
        outcome text not null,
        constraint referral_messages_pkey primary key (receiver, source, message_id, digest)
      );
      create index referral_messages_age_idx on referral_messages (received_at);

      create table referral_payment_notes (
        source text not null,
        payment text not null,
        kind text not null check (kind in ('invoice', 'fact')),
        body jsonb not null,
        digest bytea not null check (length(digest) = 32),
        noted_at timestamptz not null,
        constraint referral_payment_notes_pkey primary key (source, payment, kind, digest)
      );`);
    for (const table of ['referral_messages', 'referral_payment_notes'])
      await runner.query(`
        alter table ${table} enable row level security, force row level security;
        create policy office on ${table} to orbis_app using (${IN_OFFICE}) with check (${IN_OFFICE});
        grant select, insert on ${table} to orbis_app;
        create trigger ${table}_keep_rows before update or delete on ${table}
          for each row execute function refuse_referral_change();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table referral_payment_notes, referral_messages');
  }
}
