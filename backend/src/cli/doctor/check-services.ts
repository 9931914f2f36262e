import type { AppConfig } from '@orbisvoice/config';
import { verifySmtp } from '../../platform/mail/verify-smtp.js';
import { inspectRedis } from '../../platform/queue/inspect-redis.js';
import { errorCode, note, ok, problem, type Finding } from './finding.js';

export async function checkRedis({ redisUrl }: AppConfig): Promise<Finding> {
  if (!redisUrl)
    return note('redis', 'Not configured: jobs run on Postgres, and limits count in each process alone.');
  try {
    const { version, evictionPolicy } = await inspectRedis(redisUrl);
    const facts = { facts: { version, evictionPolicy: evictionPolicy ?? 'unknown' } };
    if (evictionPolicy !== undefined && evictionPolicy !== 'noeviction')
      return problem(
        'redis',
        `Redis ${version} throws keys away when memory is short (${evictionPolicy}), jobs among them.`,
        'Set maxmemory-policy noeviction, and give OrbisVoice an instance of its own.',
        facts,
      );
    return ok('redis', `Redis ${version} answers and keeps what it is given.`, facts);
  } catch (error) {
    const refused = /NOAUTH|WRONGPASS/.test(String((error as Error).message));
    const code = refused ? 'WRONGPASS' : errorCode(error);
    return problem(
      'redis',
      refused ? 'Redis refused the password.' : `Redis cannot be reached (${code}).`,
      refused
        ? 'Correct user and password in REDIS_URL.'
        : 'See that it runs and that host and port in REDIS_URL are right.',
      { facts: { code } },
    );
  }
}

export async function checkSmtp({ smtpUrl, env }: AppConfig): Promise<Finding> {
  if (!smtpUrl)
    return note(
      'smtp',
      'Not configured: mail is not delivered but kept for the page /dev/mail.',
      env === 'production' ? 'Set SMTP_URL, or invitations and password resets reach nobody.' : undefined,
    );
  try {
    await verifySmtp(smtpUrl);
    return ok('smtp', 'The mail server answers and lets us in.');
  } catch (error) {
    const code = errorCode(error);
    const { responseCode } = error as { responseCode?: number };
    const facts = { facts: { code, ...(responseCode !== undefined && { responseCode }) } };
    if (code === 'EAUTH')
      return problem(
        'smtp',
        `The mail server refused user or password (${responseCode ?? code}).`,
        'Correct them in SMTP_URL; special characters in a password have to be percent-encoded there.',
        facts,
      );
    if (responseCode !== undefined)
      return problem(
        'smtp',
        `The mail server refused us (${responseCode}).`,
        'See its log: often this address may not send, or STARTTLS is demanded.',
        facts,
      );
    return problem(
      'smtp',
      `The mail server cannot be reached (${code}).`,
      'See host and port in SMTP_URL (587 with STARTTLS, 465 with smtps://), and whether outgoing mail ports are open here.',
      facts,
    );
  }
}
