import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CURRENT_TENANT, protectTenantTable } from '../row-level-security.js';
import { NO_TENANT } from '../tenant-id.js';

const IN_NO_TENANT = `COALESCE(${CURRENT_TENANT}, '${NO_TENANT}') = '${NO_TENANT}'`;
const LOOKUP_USER = `NULLIF(current_setting('app.user_id', true), '')::uuid`;
const LOOKUP_KEY = `NULLIF(current_setting('app.lookup_key', true), '')`;

/** Tenants and who belongs to them, people and their sessions, API keys, the audit log. */
export class Identity1795100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.tables(runner);
    await this.tenantPolicies(runner);
    await this.identityPolicies(runner);
    await this.auditLog(runner);
  }

  private async tables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tenants (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        rate_limit_per_minute integer NOT NULL CHECK (rate_limit_per_minute BETWEEN 1 AND 10000),
        created_at timestamptz NOT NULL
      );
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        email text NOT NULL CHECK (email = lower(email)),
        name text NOT NULL,
        password_hash text NOT NULL,
        email_verified_at timestamptz,
        created_at timestamptz NOT NULL,
        CONSTRAINT users_email_key UNIQUE (email)
      );
      CREATE TABLE memberships (
        tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
        joined_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, user_id)
      );
      CREATE INDEX memberships_user_id_idx ON memberships (user_id);
      CREATE TABLE invitations (
        id uuid PRIMARY KEY,
        tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
        email text NOT NULL CHECK (email = lower(email)),
        role text NOT NULL CHECK (role IN ('admin', 'member')),
        token_hash text NOT NULL,
        invited_by uuid NOT NULL,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT invitations_tenant_id_id_key UNIQUE (tenant_id, id),
        CONSTRAINT invitations_tenant_id_email_key UNIQUE (tenant_id, email)
      );
      CREATE INDEX invitations_token_hash_idx ON invitations (token_hash);
      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT sessions_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
        active_tenant_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        user_agent text NOT NULL,
        network text NOT NULL
      );
      CREATE INDEX sessions_user_id_idx ON sessions (user_id);
      CREATE TABLE refresh_tokens (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL CONSTRAINT refresh_tokens_session_id_fkey REFERENCES sessions (id) ON DELETE CASCADE,
        parent_id uuid CONSTRAINT refresh_tokens_parent_id_key UNIQUE,
        token_hash text NOT NULL CONSTRAINT refresh_tokens_token_hash_key UNIQUE,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens (session_id);
      CREATE TABLE email_tokens (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT email_tokens_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
        purpose text NOT NULL CHECK (purpose IN ('verify', 'reset')),
        token_hash text NOT NULL CONSTRAINT email_tokens_token_hash_key UNIQUE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX email_tokens_user_id_idx ON email_tokens (user_id);
      CREATE TABLE guess_counts (
        key text PRIMARY KEY,
        guesses integer NOT NULL,
        blocked_until timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX guess_counts_updated_at_idx ON guess_counts (updated_at);
      CREATE TABLE api_keys (
        id uuid PRIMARY KEY,
        tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('publishable', 'secret', 'restricted')),
        lookup_id text NOT NULL,
        prefix text NOT NULL,
        digest text NOT NULL,
        scopes text[] NOT NULL,
        allowed_origins text[] NOT NULL,
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz NOT NULL,
        CONSTRAINT api_keys_tenant_id_id_key UNIQUE (tenant_id, id)
      );
      CREATE INDEX api_keys_lookup_id_idx ON api_keys (lookup_id);
      CREATE TABLE audit_log (
        id uuid PRIMARY KEY,
        tenant_id uuid NOT NULL,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'api_key', 'system')),
        actor_id uuid,
        action text NOT NULL,
        target_type text NOT NULL,
        target_id text,
        request_id text,
        outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
        CONSTRAINT audit_log_tenant_id_id_key UNIQUE (tenant_id, id)
      );
    `);
  }

  /** Each tenant sees its own rows; a looked-up person or key opens exactly the rows that it names, to be read only. */
  private async tenantPolicies(runner: QueryRunner): Promise<void> {
    await protectTenantTable(runner, 'memberships', 'SELECT, INSERT, UPDATE, DELETE');
    await protectTenantTable(runner, 'invitations', 'SELECT, INSERT, UPDATE, DELETE');
    await protectTenantTable(runner, 'api_keys', 'SELECT, INSERT, UPDATE');
    await protectTenantTable(runner, 'audit_log', 'SELECT, INSERT');
    await runner.query(`
      CREATE POLICY memberships_of_user ON memberships FOR SELECT TO orbis_app USING (user_id = ${LOOKUP_USER});
      CREATE POLICY invitations_by_token ON invitations FOR SELECT TO orbis_app USING (token_hash = ${LOOKUP_KEY});
      CREATE POLICY api_keys_by_lookup_id ON api_keys FOR SELECT TO orbis_app USING (lookup_id = ${LOOKUP_KEY});

      ALTER TABLE tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      GRANT SELECT, INSERT, UPDATE ON tenants TO orbis_app;
      CREATE POLICY tenants_own ON tenants TO orbis_app USING (id = ${CURRENT_TENANT}) WITH CHECK (id = ${CURRENT_TENANT});
      CREATE POLICY tenants_of_user ON tenants FOR SELECT TO orbis_app USING (
        EXISTS (SELECT FROM memberships m WHERE m.tenant_id = tenants.id AND m.user_id = ${LOOKUP_USER})
      );
    `);
  }

  /**
   * People and sessions belong to no tenant: inside a tenant's transaction nothing of them can be read except the
   * people who are its members. A new person may be written there, so that signing up is one transaction.
   */
  private async identityPolicies(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      GRANT SELECT, INSERT, UPDATE ON users TO orbis_app;
      CREATE POLICY users_new ON users FOR INSERT TO orbis_app WITH CHECK (true);
      CREATE POLICY users_read ON users FOR SELECT TO orbis_app USING (
        ${IN_NO_TENANT} OR EXISTS (SELECT FROM memberships m WHERE m.user_id = users.id AND m.tenant_id = ${CURRENT_TENANT})
      );
      CREATE POLICY users_change ON users FOR UPDATE TO orbis_app USING (${IN_NO_TENANT}) WITH CHECK (${IN_NO_TENANT});
    `);
    await runner.query(`
      ALTER TABLE email_tokens ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      GRANT SELECT, INSERT, DELETE ON email_tokens TO orbis_app;
      CREATE POLICY email_tokens_new ON email_tokens FOR INSERT TO orbis_app WITH CHECK (true);
      CREATE POLICY email_tokens_read ON email_tokens FOR SELECT TO orbis_app USING (${IN_NO_TENANT});
      CREATE POLICY email_tokens_spend ON email_tokens FOR DELETE TO orbis_app USING (${IN_NO_TENANT});
    `);
    for (const table of ['sessions', 'refresh_tokens', 'guess_counts'])
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO orbis_app;
        CREATE POLICY ${table}_in_no_tenant ON ${table} TO orbis_app
          USING (${IN_NO_TENANT}) WITH CHECK (${IN_NO_TENANT});
      `);
  }

  /** Missing grants already refuse changes to the application; the trigger refuses them to the owner as well. */
  private async auditLog(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege'; END
      $$;
      CREATE TRIGGER audit_log_keep_rows BEFORE UPDATE OR DELETE ON audit_log
        FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
      CREATE TRIGGER audit_log_keep_table BEFORE TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_log, api_keys, guess_counts, email_tokens, refresh_tokens, sessions, invitations, memberships,
        users, tenants;
      DROP FUNCTION refuse_audit_change();
    `);
  }
}
