import { z } from 'zod';
import { Origin, Timestamp, Uuid, plainText } from './common.js';
import { VOICE_IDS } from './voices.js';

export const AGENT_STATUSES = ['draft', 'published'] as const;
export const AgentStatus = z.enum(AGENT_STATUSES);
export type AgentStatus = z.infer<typeof AgentStatus>;

/** BCP 47, as browsers and Gemini write it: `en`, `en-US`, `zh-Hant-TW`. */
export const LanguageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/, 'must be a language tag such as en-US');

function refuseRepeats(ids: string[], ctx: z.RefinementCtx): void {
  for (const [index, id] of ids.entries())
    if (ids.indexOf(id) < index) ctx.addIssue({ code: 'custom', path: [index], message: 'is listed twice' });
}

const agentFields = {
  name: plainText(80),
  /** What the agent is and knows. `{{name}}` places are filled at call start. */
  systemPrompt: plainText(20_000),
  /** Spoken first where not empty; the agent waits for the visitor otherwise. */
  firstMessage: plainText(1_000, 0),
  voiceId: z.enum(VOICE_IDS),
  language: LanguageTag,
  /** Sites that may embed the agent. Empty: none but our own dashboard. */
  allowedOrigins: z.array(Origin).max(50),
  idleTimeoutSeconds: z.int().min(10).max(7_200),
  maxDurationSeconds: z.int().min(30).max(14_400),
  /** Shown before the microphone opens where not empty; audio without consent is refused then. */
  consentText: plainText(2_000, 0),
  /** Tools the agent may call, in the order in which the model is told about them. */
  toolIds: z.array(Uuid.toLowerCase()).max(32).superRefine(refuseRepeats),
  status: AgentStatus,
};

export const CreateAgent = z
  .object({
    ...agentFields,
    firstMessage: agentFields.firstMessage.default(''),
    voiceId: agentFields.voiceId.default('Puck'),
    language: agentFields.language.default('en-US'),
    allowedOrigins: agentFields.allowedOrigins.default([]),
    idleTimeoutSeconds: agentFields.idleTimeoutSeconds.default(1_800),
    maxDurationSeconds: agentFields.maxDurationSeconds.default(3_600),
    consentText: agentFields.consentText.default(''),
    toolIds: agentFields.toolIds.default([]),
    status: agentFields.status.default('draft'),
  })
  .strict()
  .meta({ id: 'CreateAgent' });
export type CreateAgent = z.infer<typeof CreateAgent>;

/** Fields that are left out keep their value. */
export const UpdateAgent = z.object(agentFields).partial().strict().meta({ id: 'UpdateAgent' });
export type UpdateAgent = z.infer<typeof UpdateAgent>;

export const Agent = z
  .object({
    id: Uuid,
    ...agentFields,
    /** Names of the `{{name}}` places in prompt and first message, in order of first use. */
    variables: z.array(z.string()),
    /** Changes with the consent text, so that a receipt names what was agreed to. Empty without a consent text. */
    consentVersion: z.string(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Agent' });
export type Agent = z.infer<typeof Agent>;
