export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** An iCalendar text (RFC 5545) that asks the recipient to a meeting. */
  invitation?: string;
}

/** Hands one mail over for delivery. */
export abstract class MailSender {
  /** True where handing over is final, so that the stored body may be erased. */
  abstract readonly delivers: boolean;

  /** @param id Stable over retries: a mail handed over twice is recognisable as one. */
  abstract send(id: string, mail: Mail): Promise<void>;
}
