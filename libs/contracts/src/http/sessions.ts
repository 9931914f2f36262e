import { z } from 'zod';
import { Uuid } from './common.js';
import { CallAgent } from '../voice/server-message.js';

/** What a page may know about an agent before and during a call. */
export const WidgetAgent = CallAgent.extend({
  firstMessage: z.string(),
  consentText: z.string(),
  consentVersion: z.string(),
}).meta({ id: 'WidgetAgent' });
export type WidgetAgent = z.infer<typeof WidgetAgent>;

export const CreateWidgetSession = z.object({ agentId: Uuid }).strict().meta({ id: 'CreateWidgetSession' });
export type CreateWidgetSession = z.infer<typeof CreateWidgetSession>;

/** A ticket for one call: the token is single-use and lives for at most a minute. */
export const CallSession = z
  .object({ token: z.string(), url: z.string(), callId: Uuid, agent: WidgetAgent })
  .meta({ id: 'CallSession' });
export type CallSession = z.infer<typeof CallSession>;
