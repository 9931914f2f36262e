import { z } from 'zod';
import { Timestamp, Uuid, plainText } from './common.js';
import { ToolBuiltin } from './tool-builtins.js';
import { ToolParameters } from './tool-parameters.js';

export const TOOL_KINDS = ['http', 'builtin', 'client'] as const;
/** `http` calls a server of the team, `builtin` is done by OrbisVoice, `client` is answered by the page of the call. */
export const ToolKind = z.enum(TOOL_KINDS);
export type ToolKind = z.infer<typeof ToolKind>;

export const TOOL_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** As the models accept names of functions. */
export const ToolName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be 1 to 64 letters, digits and underscores, no digit first');

const SecretName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be letters, digits and underscores, no digit first');

const HeaderName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, 'must be a header name');
const HeaderValue = z
  .string()
  .max(1_000)
  .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII');

/**
 * The request of an `http` tool. `{name}` in the URL (behind the host) is filled with that argument; all other arguments
 * go into the query of GET and DELETE and into a JSON body otherwise. `{{NAME}}` in a header's value is filled with that
 * secret.
 */
export const ToolHttp = z
  .object({
    method: z.enum(TOOL_METHODS),
    url: z.string().trim().min(1).max(2_048),
    headers: z
      .record(HeaderName, HeaderValue)
      .default({})
      .refine((headers) => Object.keys(headers).length <= 20, 'has more than 20 headers'),
    /** Secrets that the headers may name. Their values are set by `PUT /tools/:id/secrets` and never shown again. */
    secretNames: z.array(SecretName).max(20).default([]),
    /** For everything together, retries included. */
    timeoutMs: z.int().min(500).max(10_000).default(10_000),
    /** Further attempts after a failure; only where a repetition does no harm. */
    retries: z.int().min(0).max(3).default(0),
    /** The server keeps the `Idempotency-Key` that it is sent, so that POST and PATCH may be repeated too. */
    idempotencyKey: z.boolean().default(false),
  })
  .strict();
export type ToolHttp = z.infer<typeof ToolHttp>;

const toolFields = {
  name: ToolName,
  /** Tells the model when to use the tool. */
  description: plainText(1_000),
  /** The visitor is asked before the tool acts. */
  confirm: z.boolean(),
  /** Said by the agent when the tool takes long; empty: a usual sentence. */
  filler: plainText(200, 0),
  /** The conversation goes on while the tool runs, where the model can do that. */
  background: z.boolean(),
};

const newTool = {
  ...toolFields,
  confirm: toolFields.confirm.default(false),
  filler: toolFields.filler.default(''),
  background: toolFields.background.default(false),
};
const NO_ARGUMENTS = { type: 'object', properties: {} };

/** Built-in tools bring their own parameters; those that are sent are ignored. */
export const CreateTool = z
  .discriminatedUnion('kind', [
    z
      .object({
        ...newTool,
        kind: z.literal('http'),
        parameters: ToolParameters.default(NO_ARGUMENTS),
        http: ToolHttp,
      })
      .strict(),
    z
      .object({
        ...newTool,
        kind: z.literal('builtin'),
        parameters: z.record(z.string(), z.unknown()).optional(),
        builtin: ToolBuiltin,
      })
      .strict(),
    z
      .object({ ...newTool, kind: z.literal('client'), parameters: ToolParameters.default(NO_ARGUMENTS) })
      .strict(),
  ])
  .meta({ id: 'CreateTool' });
export type CreateTool = z.infer<typeof CreateTool>;

/** Fields that are left out keep their value. The kind stays; `http` and `builtin` are given whole. */
export const UpdateTool = z
  .object({
    ...toolFields,
    parameters: ToolParameters,
    http: ToolHttp,
    builtin: ToolBuiltin,
  })
  .partial()
  .strict()
  .meta({ id: 'UpdateTool' });
export type UpdateTool = z.infer<typeof UpdateTool>;

/** What may be known of a secret; `last4` is empty where the secret is so short that it would tell too much. */
export const ToolSecret = z.object({ name: z.string(), last4: z.string(), updatedAt: Timestamp });
export type ToolSecret = z.infer<typeof ToolSecret>;

export const Tool = z
  .object({
    id: Uuid,
    ...toolFields,
    kind: ToolKind,
    parameters: z.record(z.string(), z.unknown()),
    http: ToolHttp.nullable(),
    builtin: ToolBuiltin.nullable(),
    secrets: z.array(ToolSecret),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Tool' });
export type Tool = z.infer<typeof Tool>;

/** Values by name; null takes a secret away, names that are left out keep theirs. */
export const SetToolSecrets = z
  .record(
    SecretName,
    z
      .string()
      .min(1)
      .max(4_096)
      .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')
      .nullable(),
  )
  .refine((secrets) => Object.keys(secrets).length <= 20, 'has more than 20 secrets')
  .meta({ id: 'SetToolSecrets' });
export type SetToolSecrets = z.infer<typeof SetToolSecrets>;

/** The argument in which the model brings back the token of a tool that asks first. */
export const CONFIRMATION_ARGUMENT = '_confirmed';

const ToolArguments = z.record(z.string(), z.unknown());

export const InvokeTool = z
  .object({ callId: Uuid.optional(), args: ToolArguments.default({}) })
  .strict()
  .meta({ id: 'InvokeTool' });
export type InvokeTool = z.infer<typeof InvokeTool>;

/**
 * `confirmation`: nothing has happened yet. Ask the visitor, then invoke again with the same arguments and the result's
 * token as `_confirmed`.
 */
export const InvokedTool = z
  .object({ outcome: z.enum(['result', 'confirmation']), result: z.unknown() })
  .meta({ id: 'InvokedTool' });
export type InvokedTool = z.infer<typeof InvokedTool>;

export const TestTool = z
  .object({ args: ToolArguments.default({}), dryRun: z.boolean().default(true) })
  .strict()
  .meta({ id: 'TestTool' });
export type TestTool = z.infer<typeof TestTool>;

/** The request as it would be or was sent, secrets masked. Null for tools that send none. */
export const SentToolRequest = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
});
export type SentToolRequest = z.infer<typeof SentToolRequest>;

export const TestedTool = z
  .object({
    dryRun: z.boolean(),
    request: SentToolRequest.nullable(),
    /** Null in a dry run. */
    answer: z
      .object({ ok: z.boolean(), result: z.unknown(), error: z.string().nullable(), totalMs: z.number() })
      .nullable(),
  })
  .meta({ id: 'TestedTool' });
export type TestedTool = z.infer<typeof TestedTool>;
