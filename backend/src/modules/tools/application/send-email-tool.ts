import { Injectable } from '@nestjs/common';
import type { ToolBuiltin } from '@orbisvoice/contracts';
import { z } from 'zod';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { renderBrandedMail } from '../../../platform/mail/branded-mail.js';
import { Mailer } from '../../../platform/mail/index.js';
import { IdentityDirectory } from '../../tenants/index.js';
import type { ToolEnd, ToolRun } from '../domain/tool-outcome.js';

type Settings = Extract<ToolBuiltin, { name: 'sendEmail' }>['settings'];

const Arguments = z.object({
  to: z.string().trim().toLowerCase(),
  subject: z.string(),
  text: z.string(),
});

/** Writes to people whom the team named, and to nobody whom only a visitor named: an agent is no open relay. */
@Injectable()
export class SendEmailTool {
  constructor(
    private readonly database: TenantDatabase,
    private readonly directory: IdentityDirectory,
    private readonly mailer: Mailer,
  ) {}

  run(tenantId: TenantId, settings: Settings, run: ToolRun): Promise<ToolEnd> {
    const { to, subject, text } = Arguments.parse(run.args);
    return this.database.withTenant(tenantId, async (tx): Promise<ToolEnd> => {
      const member = settings.toMembers && (await this.directory.memberByEmail(tx, to)) !== undefined;
      if (!member && !settings.recipients.includes(to)) return NOT_ALLOWED;
      const heading = subject.replace(/\s+/g, ' ').trim() || 'A message from your voice agent';
      await this.mailer.enqueue(tx, tenantId, {
        template: 'tool-email',
        businessKey: `tool:${run.occasion}`,
        callId: run.callId,
        to,
        subject: heading,
        ...renderBrandedMail({
          heading,
          paragraphs: text.split(/\n\s*\n/),
          footnote: 'Your voice agent sent this during a call.',
        }),
      });
      return { state: 'succeeded', result: { sent: true, to } };
    });
  }
}

const NOT_ALLOWED: ToolEnd = {
  state: 'failed',
  mayRepeat: true,
  error: {
    code: 'tool_arguments_invalid',
    message: 'This address may not be written to.',
    details: [{ path: 'args.to', message: 'is neither a recipient of the tool nor a member of the team' }],
  },
};
