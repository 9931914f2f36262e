// @ts-check
import { fromRoot } from '../../bin/lib/paths.mjs';

const { KeyRing } = await import(fromRoot('backend/dist/platform/crypto/key-ring.js'));

/**
 * The token in the newest mail to somebody that has a link, read from where mails wait; they are sealed there.
 * @param {import('pg').Pool} database
 * @param {string} appSecret
 * @param {string} email
 * @returns {Promise<string>}
 */
export async function mailedToken(database, appSecret, email) {
  const keys = new KeyRing({ appSecret, previousAppSecrets: [] });
  const { rows } = await database.query(
    'select id, body from mails where body is not null order by created_at desc',
  );
  for (const { id, body } of rows) {
    const mail = JSON.parse(keys.open('mail-body', body, id));
    const token = mail.to === email && /[?]token=([\w-]+)/.exec(mail.text)?.[1];
    if (token) return token;
  }
  throw new Error(`no link was mailed to ${email}`);
}
