/**
 * Every error that OrbisVoice can answer with, over HTTP and over the voice socket, in one table.
 * The table is exhaustive by type: a code without an entry, or an entry without a code, does not compile.
 */
export const ERROR_CODES = [
  'bad_request',
  'unauthenticated',
  'invalid_credentials',
  'session_expired',
  'forbidden',
  'email_not_verified',
  'cross_site_request',
  'origin_not_allowed',
  'not_found',
  'agent_not_found',
  'agent_version_not_found',
  'tool_not_found',
  'call_not_found',
  'follow_up_not_found',
  'voice_not_found',
  'api_key_not_found',
  'member_not_found',
  'invitation_not_found',
  'session_not_found',
  'webhook_endpoint_not_found',
  'webhook_delivery_not_found',
  'method_not_allowed',
  'conflict',
  'tenant_switched',
  'email_taken',
  'last_owner',
  'already_member',
  'tool_name_taken',
  'tool_in_use',
  'tool_in_doubt',
  'slot_taken',
  'webhook_endpoint_off',
  'idempotency_key_reused',
  'payload_too_large',
  'unsupported_media_type',
  'unprocessable',
  'tool_arguments_invalid',
  'token_invalid',
  'agent_not_published',
  'variable_missing',
  'consent_required',
  'rate_limited',
  'concurrency_limited',
  'spend_limit_reached',
  'busy',
  'draining',
  'malformed_message',
  'hello_timeout',
  'idle_timeout',
  'max_duration',
  'client_too_slow',
  'taken_over',
  'tool_failed',
  'provider_unavailable',
  'resume_invalid',
  'unavailable',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorSpec {
  /** HTTP status of an answer that carries this code. */
  status: number;
  /** WebSocket close code where the error ends a voice connection (see close-code.ts). */
  close?: number;
  /** True where the same request may succeed later without being changed. */
  retryable: boolean;
  /** What a person reads when the thrower has nothing more exact to say. */
  message: string;
}

export const ERROR_CATALOGUE = {
  bad_request: { status: 400, close: 4002, retryable: false, message: 'The request is malformed.' },
  unauthenticated: { status: 401, close: 4004, retryable: false, message: 'A valid credential is required.' },
  invalid_credentials: {
    status: 401,
    retryable: false,
    message: 'The e-mail address or the password is wrong.',
  },
  session_expired: {
    status: 401,
    close: 4004,
    retryable: false,
    message: 'The session has ended. Sign in again.',
  },
  forbidden: { status: 403, retryable: false, message: 'This credential may not do that.' },
  email_not_verified: { status: 403, retryable: false, message: 'Verify your e-mail address first.' },
  cross_site_request: {
    status: 403,
    retryable: false,
    message: 'Cross-site requests may not change anything.',
  },
  origin_not_allowed: {
    status: 403,
    close: 4003,
    retryable: false,
    message: 'This site may not use the agent.',
  },
  not_found: { status: 404, retryable: false, message: 'There is nothing here.' },
  agent_not_found: { status: 404, close: 4000, retryable: false, message: 'There is no such agent.' },
  agent_version_not_found: {
    status: 404,
    retryable: false,
    message: 'The agent has no such version.',
  },
  tool_not_found: { status: 404, retryable: false, message: 'There is no such tool.' },
  call_not_found: { status: 404, close: 4004, retryable: false, message: 'There is no such call.' },
  follow_up_not_found: { status: 404, retryable: false, message: 'There is no such follow-up.' },
  voice_not_found: { status: 404, retryable: false, message: 'There is no such voice.' },
  api_key_not_found: { status: 404, retryable: false, message: 'There is no such API key.' },
  member_not_found: { status: 404, retryable: false, message: 'There is no such member.' },
  invitation_not_found: { status: 404, retryable: false, message: 'There is no such invitation.' },
  session_not_found: { status: 404, retryable: false, message: 'There is no such session.' },
  webhook_endpoint_not_found: {
    status: 404,
    retryable: false,
    message: 'There is no such webhook endpoint.',
  },
  webhook_delivery_not_found: { status: 404, retryable: false, message: 'There is no such delivery.' },
  method_not_allowed: { status: 405, retryable: false, message: 'This method is not allowed here.' },
  conflict: { status: 409, retryable: false, message: 'The request conflicts with the present state.' },
  tenant_switched: {
    status: 409,
    retryable: false,
    message: 'The browser works for another team by now. Reload the page.',
  },
  email_taken: { status: 409, retryable: false, message: 'This e-mail address is already in use.' },
  last_owner: { status: 409, retryable: false, message: 'A team keeps at least one owner.' },
  already_member: { status: 409, retryable: false, message: 'This person is already a member.' },
  tool_name_taken: { status: 409, retryable: false, message: 'Another tool has this name.' },
  tool_in_use: { status: 409, retryable: false, message: 'Agents use this tool. Take it from them first.' },
  tool_in_doubt: {
    status: 409,
    retryable: false,
    message: 'The tool was started and its answer was lost. It is not repeated.',
  },
  slot_taken: { status: 409, retryable: false, message: 'This time is not free.' },
  webhook_endpoint_off: {
    status: 409,
    retryable: false,
    message: 'The endpoint is off. Switch it on first.',
  },
  idempotency_key_reused: {
    status: 409,
    retryable: false,
    message: 'This Idempotency-Key was used for another request.',
  },
  payload_too_large: { status: 413, close: 4002, retryable: false, message: 'The request is too large.' },
  unsupported_media_type: {
    status: 415,
    retryable: false,
    message: 'Send JSON with content-type application/json.',
  },
  unprocessable: { status: 422, retryable: false, message: 'The request is well formed but makes no sense.' },
  tool_arguments_invalid: {
    status: 422,
    retryable: false,
    message: 'The arguments do not fit the tool.',
  },
  token_invalid: {
    status: 422,
    retryable: false,
    message: 'This link is no longer valid. Ask for a new one.',
  },
  agent_not_published: { status: 422, close: 4000, retryable: false, message: 'The agent is not published.' },
  variable_missing: {
    status: 422,
    close: 4002,
    retryable: false,
    message: 'The prompt needs a variable that was not given.',
  },
  consent_required: {
    status: 422,
    close: 4002,
    retryable: false,
    message: 'The agent asks for consent before audio.',
  },
  rate_limited: { status: 429, close: 4001, retryable: true, message: 'Too many requests. Try again later.' },
  concurrency_limited: {
    status: 429,
    close: 4001,
    retryable: true,
    message: 'Too many calls at once. Try again later.',
  },
  spend_limit_reached: {
    status: 429,
    close: 4001,
    retryable: true,
    message: 'The agent has reached its spending limit for today.',
  },
  busy: { status: 503, retryable: true, message: 'The server is busy. Try again in a moment.' },
  draining: { status: 503, close: 4010, retryable: true, message: 'The server is restarting.' },
  malformed_message: { status: 400, close: 4002, retryable: false, message: 'The message is malformed.' },
  hello_timeout: { status: 408, close: 4005, retryable: false, message: 'No hello message arrived in time.' },
  idle_timeout: { status: 408, close: 4006, retryable: false, message: 'Nobody spoke for too long.' },
  max_duration: {
    status: 408,
    close: 4007,
    retryable: false,
    message: 'The call reached its maximum duration.',
  },
  client_too_slow: {
    status: 408,
    close: 4008,
    retryable: true,
    message: 'The listener fell too far behind.',
  },
  taken_over: {
    status: 409,
    close: 4009,
    retryable: false,
    message: 'The call continues on a newer connection.',
  },
  tool_failed: { status: 502, retryable: true, message: 'The tool could not be reached.' },
  provider_unavailable: {
    status: 503,
    close: 4011,
    retryable: true,
    message: 'The voice service cannot be reached.',
  },
  resume_invalid: {
    status: 422,
    close: 4004,
    retryable: false,
    message: 'The call can no longer be resumed.',
  },
  unavailable: { status: 503, retryable: true, message: 'The service is not available at the moment.' },
  internal: { status: 500, close: 1011, retryable: true, message: 'Something went wrong on our side.' },
} as const satisfies Record<ErrorCode, ErrorSpec>;

/** Codes that may end a voice connection. */
export type VoiceErrorCode = {
  [C in ErrorCode]: (typeof ERROR_CATALOGUE)[C] extends { close: number } ? C : never;
}[ErrorCode];
