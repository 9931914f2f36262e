import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { createTransport } from 'nodemailer';
import { MailSender, type Mail, type MailOutcome } from './mail-sender.port.js';
import { refusalOf } from './smtp-refusal.js';

/** Delivery over SMTP with bounded waits; failures are tried again by the job, not here. */
@Injectable()
export class SmtpSender extends MailSender implements OnApplicationShutdown {
  readonly delivers = true;
  private readonly transport;

  constructor(private readonly config: AppConfig) {
    super();
    this.transport = createTransport({
      url: config.smtpUrl,
      pool: true,
      maxConnections: 4,
      connectionTimeout: 5_000,
      greetingTimeout: 5_000,
      socketTimeout: 15_000,
      // A mail holds text of people; nothing in it may name a file or an address to load.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(id: string, { invitation, ...mail }: Mail): Promise<MailOutcome> {
    const { hostname } = new URL(this.config.publicUrl);
    try {
      await this.transport.sendMail({
        from: this.config.mailFrom,
        messageId: `<${id}@${hostname}>`,
        ...mail,
        ...(invitation !== undefined && {
          icalEvent: { method: 'REQUEST', filename: 'invitation.ics', content: invitation },
        }),
      });
      return { state: 'sent' };
    } catch (error) {
      const code = refusalOf(error);
      if (code === undefined) throw error;
      return { state: 'refused', code };
    }
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }
}

/** Without a mail server the stored mail is the delivery: the page /dev/mail shows it. */
export class LocalOutboxSender extends MailSender {
  readonly delivers = false;

  send(): Promise<MailOutcome> {
    return Promise.resolve({ state: 'sent' });
  }
}
