/** What nodemailer says of a mail that was not taken. */
interface SmtpFault {
  code?: unknown;
  /** At which command; `API` where the server was never asked. */
  command?: unknown;
  responseCode?: unknown;
  /** As the server wrote it, with people's addresses in it. */
  response?: unknown;
}

/** Of a recipient, as RFC 5321 has them. 530, 534, 535 and 538 ask who we are; 500, 502 and 503 are a quarrel about commands. */
const OF_RECIPIENTS = new Set([501, 510, 511, 513, 550, 551, 552, 553, 554, 556]);
/** RFC 3463: what passes, the server's own state, the protocol, policy (relaying, block lists), and the sender's address. */
const OURS = /^(4\.|5\.[357]\.|5\.1\.[78]$)/;
/** No such address, or a mailbox that takes nothing. */
const OF_MAILBOXES = /^5\.(1\.(?![78]$)|2\.)/;

/**
 * The server's codes where it has refused this mail for good, whoever sends it and however often. Undefined where it
 * may be taken later: what is about us (sign-in, sender, relaying, reputation) ends when somebody has seen to it, and a mail that was
 * erased by then would be lost.
 */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, command, responseCode, response } = error as SmtpFault;
  if (code === 'EENVELOPE' && command === 'API')
    return /recipient/i.test(error.message) ? 'no address' : undefined;
  if (typeof responseCode !== 'number' || responseCode < 500 || typeof response !== 'string')
    return undefined;
  const detail = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  const said = detail === undefined ? String(responseCode) : `${responseCode} ${detail}`;
  // Behind the recipient a refusal is about the text as often as about who sends it; some say only there that nobody is in.
  if (command === 'DATA') return detail !== undefined && OF_MAILBOXES.test(detail) ? said : undefined;
  if (command !== 'RCPT TO' || !OF_RECIPIENTS.has(responseCode)) return undefined;
  if (detail === undefined ? /relay/i.test(response) : OURS.test(detail)) return undefined;
  return said;
}
