import { z } from 'zod';
import { Email, plainText } from './common.js';

const Recipients = z.array(Email).max(20).default([]);

const TimeZone = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}, 'must be a time zone such as Europe/Berlin');

const TimeOfDay = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time such as 09:30');

const SendEmailSettings = z
  .object({
    /** Addresses that the agent may write to. */
    recipients: Recipients,
    /** It may also write to members of the team. */
    toMembers: z.boolean().default(true),
  })
  .strict();

const BookMeetingSettings = z
  .object({
    /** Tools that name the same calendar share its free time. */
    calendar: plainText(80).default('default'),
    durationMinutes: z.int().min(5).max(480).default(30),
    timeZone: TimeZone.default('UTC'),
    /** Days on which meetings may be: 1 is Monday, 7 Sunday. */
    days: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]),
    /** Meetings lie between these times of day, in the time zone. */
    from: TimeOfDay.default('09:00'),
    to: TimeOfDay.default('17:00'),
    /** They get the invitation, besides the visitor. */
    recipients: Recipients,
  })
  .strict()
  .refine((settings) => settings.from < settings.to, { path: ['to'], message: 'must be later than `from`' });
export type BookMeetingSettings = z.infer<typeof BookMeetingSettings>;

const TransferSettings = z
  .object({
    /** They get a mail with the conversation so far. */
    recipients: Recipients,
    /** Gets the same as JSON, by POST, signed as Standard Webhooks say with the tool's secret `WEBHOOK_SECRET`. */
    webhookUrl: z.string().trim().min(1).max(2_048).optional(),
    /** What the agent is to tell the visitor. */
    message: plainText(300).default('A colleague has been told and will take over.'),
  })
  .strict()
  .refine((settings) => settings.recipients.length > 0 || settings.webhookUrl !== undefined, {
    path: ['recipients'],
    message: 'name somebody to tell: recipients or webhookUrl',
  });
export type TransferSettings = z.infer<typeof TransferSettings>;

/** What OrbisVoice does itself, and how the team wants it done. */
export const ToolBuiltin = z.discriminatedUnion('name', [
  z.object({ name: z.literal('sendEmail'), settings: SendEmailSettings.prefault({}) }).strict(),
  z.object({ name: z.literal('bookMeeting'), settings: BookMeetingSettings.prefault({}) }).strict(),
  z.object({ name: z.literal('endCall'), settings: z.object({}).strict().default({}) }).strict(),
  z.object({ name: z.literal('transferToHuman'), settings: TransferSettings }).strict(),
]);
export type ToolBuiltin = z.infer<typeof ToolBuiltin>;
export type BuiltinName = ToolBuiltin['name'];
