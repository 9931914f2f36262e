/**
 * The only fields that a log line may carry: ids, codes, counts and durations. Whatever is not listed is dropped, so
 * that a transcript, an e-mail address or a request body cannot reach a log by being passed along. Add a field here
 * only if it can never hold what a person said, typed or is called.
 */
export const LOG_FIELDS = [
  'requestId',
  'tenantId',
  'userId',
  'keyId',
  'agentId',
  'callId',
  'mailId',
  'outboxId',
  'sessionId',
  'method',
  'route',
  'status',
  'code',
  'closeCode',
  'durationMs',
  'count',
  'step',
  'attempt',
  'event',
  'consumer',
  'job',
  'queue',
  'role',
  'port',
  'gatewayPort',
  'liveEnginePort',
  'url',
  'signal',
  'state',
  'reason',
  'generation',
  'part',
  'version',
  'bytes',
  'model',
  'day',
  'root',
] as const;

export type LogField = (typeof LOG_FIELDS)[number];
export type LogFields = Partial<Record<LogField, string | number | boolean | null | undefined>> & {
  err?: unknown;
};

const allowed = new Set<string>(LOG_FIELDS);

/** What of `fields` may be written. Types do not hold at run time, hence the second look. */
export function allowedFields({ err, ...fields }: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields))
    if (allowed.has(name) && (typeof value !== 'object' || value === null)) kept[name] = value;
  if (err !== undefined) kept.err = describeError(err);
  return kept;
}

/** Messages of databases and mail servers quote what they refuse, so of those only the code and the place are kept. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  const quotesValues = 'query' in error || 'severity' in error || 'responseCode' in error;
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    type: error.name,
    code: typeof code === 'string' ? code : undefined,
    message: quotesValues ? undefined : error.message,
    stack: frames?.slice(0, 12).join('\n'),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}
