import { z } from 'zod';
import { CallAgent } from '../voice/server-message.js';
import { WidgetAppearance } from './agents.js';
import { Origin, Uuid, plainText } from './common.js';

/** What a page may know about an agent before and during a call. */
export const WidgetAgent = CallAgent.extend({
  firstMessage: z.string(),
  consentText: z.string(),
  consentVersion: z.string(),
  /** Is the sound of calls kept? The widget says "may be recorded" only where it is. Transcripts always are. */
  recorded: z.boolean(),
}).meta({ id: 'WidgetAgent' });
export type WidgetAgent = z.infer<typeof WidgetAgent>;

/** What the widget shows before anybody calls. Public: every visitor of an allowed site may read it. */
export const WidgetConfig = WidgetAgent.extend({
  /** BCP 47 tags that the agent can be spoken to in, the usual one first. */
  languages: z.array(z.string()),
  appearance: WidgetAppearance,
}).meta({ id: 'WidgetConfig' });
export type WidgetConfig = z.infer<typeof WidgetConfig>;

export const CreateWidgetSession = z
  .object({
    agentId: Uuid,
    /** The page that the token is for. Only with a secret key; a browser says it by itself in `Origin`. */
    origin: Origin.optional(),
    /** The visitor as the site names them. Only with a secret key, so that it is the site's word and not the page's. */
    userId: plainText(200).optional(),
  })
  .strict()
  .meta({ id: 'CreateWidgetSession' });
export type CreateWidgetSession = z.infer<typeof CreateWidgetSession>;

/** A ticket for one call: the token is single-use and lives for at most a minute. */
export const CallSession = z
  .object({
    token: z.string(),
    url: z.string(),
    callId: Uuid,
    agent: WidgetAgent,
    /** The right to rate this call, for a day: `POST /widget/calls/:callId/rating` with it as Bearer credential. */
    ratingToken: z.string(),
  })
  .meta({ id: 'CallSession' });
export type CallSession = z.infer<typeof CallSession>;
