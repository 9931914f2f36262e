export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** An iCalendar text (RFC 5545) that asks the recipient to a meeting. */
  invitation?: string;
}

/** What became of a mail for good. */
export type MailOutcome =
  | { state: 'sent' }
  /** Codes of the server's, and never its text, which quotes addresses. */
  | { state: 'refused'; code: string };

/** Hands one mail over for delivery. */
export abstract class MailSender {
  /** True where handing over is final, so that the stored body may be erased. */
  abstract readonly delivers: boolean;

  /**
   * @param id Stable over retries: a mail handed over twice is recognisable as one.
   * @throws where it may be taken later
   */
  abstract send(id: string, mail: Mail): Promise<MailOutcome>;
}
