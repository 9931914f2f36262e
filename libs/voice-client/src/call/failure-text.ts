import type { ErrorCode } from '@orbisvoice/contracts';
import type { CallFailureCode, LocalFailureCode } from './call-failure.js';

export interface FailureText {
  /** What happened, in a visitor's words. */
  title: string;
  /** What can be done about it. */
  hint: string;
  /** Whether trying again without changing anything makes sense. */
  retry: boolean;
}

/** Error codes of the server that a call can meet; all others read as a fault on our side. */
type ServerFailureCode = Extract<
  ErrorCode,
  | 'agent_not_found'
  | 'agent_not_published'
  | 'origin_not_allowed'
  | 'unauthenticated'
  | 'session_expired'
  | 'forbidden'
  | 'email_not_verified'
  | 'variable_missing'
  | 'consent_required'
  | 'rate_limited'
  | 'concurrency_limited'
  | 'busy'
  | 'draining'
  | 'client_too_slow'
  | 'taken_over'
  | 'provider_unavailable'
  | 'resume_invalid'
  | 'unavailable'
>;

const text = (title: string, hint: string, retry = true): FailureText => ({ title, hint, retry });
const tryLater = 'Please try again in a moment.';

const TEXTS: Record<LocalFailureCode | ServerFailureCode, FailureText> = {
  microphone_denied: text(
    'The microphone is blocked',
    'Allow the microphone for this site in the address bar, then try again.',
  ),
  microphone_missing: text('No microphone was found', 'Connect one, then try again, or continue in writing.'),
  microphone_busy: text(
    'The microphone could not be opened',
    'Another program may be using it. Close it there, then try again.',
  ),
  microphone_forbidden: text(
    'This page does not allow the microphone',
    'The site’s own policy forbids it. You can still continue in writing.',
    false,
  ),
  microphone_lost: text('The microphone was disconnected', 'Connect it again, then start a new call.'),
  insecure_page: text(
    'The microphone needs a secure page',
    'Open this page over https, or on localhost, and try again.',
    false,
  ),
  audio_blocked: text('The browser holds back sound', 'Tap “Try again” so that it may play.'),
  network: text('The connection was lost', 'Check your network, then try again.'),
  agent_not_found: text('This agent does not exist', 'It may have been deleted.', false),
  agent_not_published: text('This agent is not published', 'Publish it before others can call it.', false),
  origin_not_allowed: text(
    'This site may not use the agent',
    'Add the site’s address to the agent’s allowed sites.',
    false,
  ),
  unauthenticated: text('The call ticket was not accepted', 'It may have expired. Try again.'),
  session_expired: text('Your session has ended', 'Sign in again to continue.', false),
  forbidden: text('You may not start this call', 'Ask an owner of your team for access.', false),
  email_not_verified: text(
    'Your e-mail address is not verified',
    'Open the link that was mailed to you, then try again.',
  ),
  variable_missing: text('A value for the prompt is missing', 'Fill in every variable, then try again.'),
  consent_required: text('Consent is needed first', 'Accept the notice, then try again.'),
  rate_limited: text('Too many requests', tryLater),
  concurrency_limited: text('Too many calls at once', tryLater),
  busy: text('All lines are busy', tryLater),
  draining: text('The service is restarting', tryLater),
  client_too_slow: text('The connection is too slow for sound', 'Try again on a faster network.'),
  taken_over: text('The call continues elsewhere', 'Another window took this call over.', false),
  provider_unavailable: text('The voice service cannot be reached', tryLater),
  resume_invalid: text(
    'The call could not be continued',
    'It ended while the connection was lost. Start a new one.',
  ),
  unavailable: text('The service is not available', tryLater),
};

const UNKNOWN = text('Something went wrong on our side', tryLater);

/** Plain English for a failure. A page in another language brings its own table keyed by the same codes. */
export const describeFailure = (code: CallFailureCode): FailureText =>
  (TEXTS as Partial<Record<CallFailureCode, FailureText>>)[code] ?? UNKNOWN;
