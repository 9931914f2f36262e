import { hkdfSync } from 'node:crypto';

/** Database roles of the running application; the owner is whoever DATABASE_URL names. */
export type DatabaseRole = 'orbis_app' | 'orbis_relay';

/** One secret serves the whole installation: the roles' passwords follow from it and are set at each migration. */
export function deriveRolePassword(appSecret: string, role: DatabaseRole): string {
  return Buffer.from(hkdfSync('sha256', appSecret, 'orbisvoice', `database-role:${role}`, 32)).toString(
    'base64url',
  );
}

export function withCredentials(databaseUrl: string, role: DatabaseRole, password: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
