import { Module, type DynamicModule } from '@nestjs/common';
import type { AppConfig } from '@orbisvoice/config';
import { DevMailController } from './dev-mail.controller.js';
import { MailCleaner } from './mail-cleaner.js';
import { MailSender } from './mail-sender.port.js';
import { MailStore } from './mail-store.js';
import { Mailer } from './mailer.js';
import { SendMailJob } from './send-mail.job.js';
import { LocalOutboxSender, SmtpSender } from './smtp-sender.js';

@Module({})
export class MailModule {
  static with({ smtpUrl, env }: AppConfig): DynamicModule {
    return {
      module: MailModule,
      global: true,
      controllers: smtpUrl || env === 'production' ? [] : [DevMailController],
      providers: [
        Mailer,
        MailCleaner,
        MailStore,
        SendMailJob,
        { provide: MailSender, useClass: smtpUrl ? SmtpSender : LocalOutboxSender },
      ],
      exports: [Mailer],
    };
  }
}
