import { z } from 'zod';
import { AnalysisSettings } from './call-analysis.js';
import { Money, Origin, Timestamp, Uuid, plainText } from './common.js';
import { Actor } from './tenants.js';
import { EchoGuard, Patience, SilencePromptSeconds } from './turn-taking.js';
import { VOICE_IDS } from './voice-names.js';

export const AGENT_STATUSES = ['draft', 'published'] as const;
export const AgentStatus = z.enum(AGENT_STATUSES);
export type AgentStatus = z.infer<typeof AgentStatus>;

/** BCP 47, as browsers and Gemini write it: `en`, `en-US`, `zh-Hant-TW`. */
export const LanguageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/, 'must be a language tag such as en-US');

/** How the agent's widget looks where the page does not say otherwise. */
export const WidgetAppearance = z
  .object({
    theme: z.enum(['auto', 'light', 'dark']),
    /** Six hexadecimal digits after a #; null: the brand's own. */
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #2f6f5e')
      .nullable(),
    /** `end` is the side on which lines of the page's language end. */
    position: z.enum(['bottom-end', 'bottom-start', 'top-end', 'top-start']),
  })
  .strict();
export type WidgetAppearance = z.infer<typeof WidgetAppearance>;

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
  patience: Patience,
  echoGuard: EchoGuard,
  silencePromptSeconds: SilencePromptSeconds,
  /** Shown before the microphone opens where not empty; audio without consent is refused then. */
  consentText: plainText(2_000, 0),
  appearance: WidgetAppearance,
  analysis: AnalysisSettings,
  /** Tools the agent may call, in the order in which the model is told about them. */
  toolIds: z.array(Uuid.toLowerCase()).max(32).superRefine(refuseRepeats),
  /**
   * What the calls of one UTC day may cost at the model's provider, as far as it has reported. New calls are refused then,
   * and those that are on are brought to an end. Null: no ceiling.
   */
  dailySpendLimit: Money.extend({ amountMinor: z.int().min(0), currency: z.literal('USD') }).nullable(),
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
    patience: agentFields.patience.default('balanced'),
    echoGuard: agentFields.echoGuard.default('auto'),
    silencePromptSeconds: agentFields.silencePromptSeconds.default(60),
    consentText: agentFields.consentText.default(''),
    appearance: WidgetAppearance.default({ theme: 'auto', accent: null, position: 'bottom-end' }),
    analysis: AnalysisSettings.default({ enabled: false, criteria: [], fields: [] }),
    toolIds: agentFields.toolIds.default([]),
    dailySpendLimit: agentFields.dailySpendLimit.default(null),
    status: agentFields.status.default('draft'),
  })
  .strict()
  .meta({ id: 'CreateAgent' });
export type CreateAgent = z.infer<typeof CreateAgent>;

/**
 * Changes the draft; fields that are left out keep their value. With `status: published` the draft is published as it is
 * then, with `draft` the agent is withdrawn from visitors; without a status they go on with the version that they have.
 */
export const UpdateAgent = z.object(agentFields).partial().strict().meta({ id: 'UpdateAgent' });
export type UpdateAgent = z.infer<typeof UpdateAgent>;

/**
 * What a version keeps: everything that an agent says and how it behaves. Sites and the spending limit are not among it:
 * they guard the door, hold as soon as they are saved, and no return to an old version may open what was closed since.
 */
export const AgentContent = CreateAgent.omit({
  allowedOrigins: true,
  dailySpendLimit: true,
  status: true,
}).meta({ id: 'AgentContent' });
export type AgentContent = z.infer<typeof AgentContent>;

export const Agent = z
  .object({
    id: Uuid,
    ...agentFields,
    /** `published` where visitors can call it: they get version `publishedVersion`, whatever the draft says meanwhile. */
    status: AgentStatus,
    /** The version that visitors get. Null where they get none. */
    publishedVersion: z.int().nullable(),
    publishedAt: Timestamp.nullable(),
    /** The draft, which is what all other fields show, says something else than visitors get. */
    unpublishedChanges: z.boolean(),
    /** Names of the `{{name}}` places in prompt and first message, in order of first use. */
    variables: z.array(z.string()),
    /** Changes with the consent text, so that a receipt names what was agreed to. Empty without a consent text. */
    consentVersion: z.string(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Agent' });
export type Agent = z.infer<typeof Agent>;

const VersionNumber = z.int().min(1).max(1_000_000);
const PublishNote = plainText(200, 0).default('');

/** Publishes the draft. A draft that says what the newest version says publishes that one again. */
export const PublishAgent = z
  .object({
    /** What changed, for the people of the team. */
    note: PublishNote,
    /** The draft's `updatedAt` as it was looked at: a draft that somebody has changed since is refused (409). */
    ifUpdatedAt: Timestamp.optional(),
  })
  .strict()
  .meta({ id: 'PublishAgent' });
export type PublishAgent = z.infer<typeof PublishAgent>;

/** Publishes what an old version said, as a new version. */
export const RollBackAgent = z
  .object({ version: VersionNumber, note: PublishNote })
  .strict()
  .meta({ id: 'RollBackAgent' });
export type RollBackAgent = z.infer<typeof RollBackAgent>;

export const AgentVersionSummary = z
  .object({
    /** Counts the versions of one agent from 1. */
    number: VersionNumber,
    note: z.string(),
    /** The version whose content this one brought back; null for one that was published from the draft. */
    restoredFrom: z.int().nullable(),
    publishedAt: Timestamp,
    publishedBy: Actor,
    /** Visitors get this one now. */
    live: z.boolean(),
  })
  .meta({ id: 'AgentVersionSummary' });
export type AgentVersionSummary = z.infer<typeof AgentVersionSummary>;

export const AgentVersion = AgentVersionSummary.extend({ content: AgentContent }).meta({
  id: 'AgentVersion',
});
export type AgentVersion = z.infer<typeof AgentVersion>;
