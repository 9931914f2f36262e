import { Injectable } from '@nestjs/common';
import type { TransferSettings } from '@orbisvoice/contracts';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.js';
import { webhookHeaders, webhookKey } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { EgressClient, EgressError } from '../../../platform/egress/index.js';
import { renderBrandedMail } from '../../../platform/mail/branded-mail.js';
import { Mailer } from '../../../platform/mail/index.js';
import { WEBHOOK_SECRET } from '../domain/secret-names.js';
import {
  IN_DOUBT,
  UNREACHABLE,
  type SpokenLine,
  type ToolEnd,
  type ToolRun,
} from '../domain/tool-outcome.js';
import { SpokenLinesRepository } from '../persistence/spoken-lines.repository.js';
import { unready } from './http-tool.js';
import { ToolSecrets } from './tool-secrets.service.js';

const Arguments = z.object({ reason: z.string(), contact: z.string().optional() });
const WEBHOOK_MS = 8_000;
/** Of a long conversation the end matters: it is what the person takes over. */
const LAST_LINES = 200;

/** Tells people that a visitor needs one of them, with the conversation so far. */
@Injectable()
export class TransferTool {
  constructor(
    private readonly database: TenantDatabase,
    private readonly mailer: Mailer,
    private readonly egress: EgressClient,
    private readonly secrets: ToolSecrets,
    private readonly lines: SpokenLinesRepository,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId, toolId: string, settings: TransferSettings, run: ToolRun): Promise<ToolEnd> {
    const told = { ...Arguments.parse(run.args), transcript: await this.conversation(tenantId, run) };
    const done: ToolEnd = {
      state: 'succeeded',
      result: { transferred: true, tellTheUser: settings.message },
    };
    await this.mail(tenantId, settings, told, run);
    if (settings.webhookUrl === undefined) return done;
    const key = webhookKey((await this.secrets.read(tenantId, toolId)).get(WEBHOOK_SECRET) ?? '');
    // Nobody could tell an unsigned message from one that somebody else made up.
    if (!key) return settings.recipients.length > 0 ? done : unready([WEBHOOK_SECRET]);
    const failure = await this.post(settings.webhookUrl, key, told, run);
    // Whoever got the mail knows already; that the webhook failed is then no reason to tell the visitor otherwise.
    if (!failure || settings.recipients.length > 0) return done;
    return failure.maybeSent
      ? { state: 'unknown', error: IN_DOUBT }
      : { state: 'failed', mayRepeat: true, error: UNREACHABLE };
  }

  /** A gateway knows more than is recorded yet; whoever else asks in the name of a call knows nothing. */
  private async conversation(tenantId: TenantId, run: ToolRun): Promise<readonly SpokenLine[]> {
    const { callId, transcript } = run;
    if (transcript) return transcript.slice(-LAST_LINES);
    if (!callId) return [];
    return this.database.withTenant(tenantId, (tx) => this.lines.last(tx, tenantId, callId, LAST_LINES));
  }

  private async mail(
    tenantId: TenantId,
    { recipients }: TransferSettings,
    { reason, contact, transcript }: Told,
    { occasion, callId }: ToolRun,
  ): Promise<void> {
    const paragraphs = [
      reason,
      ...(contact ? [`Reach the visitor: ${contact}`] : []),
      ...transcript.map(({ role, text }) => `${role === 'user' ? 'Visitor' : 'Agent'}: ${text}`),
    ];
    const words = renderBrandedMail({
      heading: 'A visitor needs a person',
      paragraphs,
      footnote: 'Your voice agent handed this conversation over.',
    });
    const subject = 'A visitor of your voice agent needs a person';
    await this.database.withTenant(tenantId, async (tx) => {
      for (const [number, to] of recipients.entries()) {
        const businessKey = `tool:${occasion}:${number}`;
        await this.mailer.enqueue(tx, tenantId, {
          template: 'tool-transfer',
          businessKey,
          callId,
          to,
          subject,
          ...words,
        });
      }
    });
  }

  private async post(url: string, key: Buffer, told: Told, run: ToolRun): Promise<EgressError | undefined> {
    const body = JSON.stringify({ type: 'transfer', callId: run.callId, ...told });
    const signed = webhookHeaders(key, run.occasion, this.clock.now(), body);
    try {
      const { status } = await this.egress.send({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', 'idempotency-key': run.occasion, ...signed },
        body,
        timeoutMs: WEBHOOK_MS,
      });
      // A refusal in so many words: nobody was told.
      return status < 300 ? undefined : new EgressError('broken', false);
    } catch (error) {
      if (error instanceof EgressError) return error;
      throw error;
    }
  }
}

type Told = z.infer<typeof Arguments> & { transcript: readonly SpokenLine[] };
