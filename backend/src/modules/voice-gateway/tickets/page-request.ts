import type { CreateWidgetSession } from '@orbisvoice/contracts';
import { AppError, type ApiKeyPrincipal } from '../../../platform/http/index.js';

/** A page that wants a call, and the visitor as its site names them. */
export interface PageRequest {
  readonly origin: string | undefined;
  readonly userId: string | null;
}

/**
 * Which page asks: a browser says so itself in `Origin`, and a publishable key is for browsers. A site's own server
 * names the page for which it fetches a token, with a key that no browser may ever hold.
 */
export function pageRequest(
  { keyKind }: Pick<ApiKeyPrincipal, 'keyKind'>,
  { origin: named, userId }: CreateWidgetSession,
  origin: string | undefined,
): PageRequest {
  if (keyKind === 'publishable') {
    if (named !== undefined) throw refusal('origin', 'is for secret keys; a browser sends its own');
    if (userId !== undefined) throw refusal('userId', 'is for secret keys');
    return { origin: origin?.toLowerCase(), userId: null };
  }
  if (origin !== undefined)
    throw new AppError('forbidden', {
      message:
        'A secret key was sent by a web page, where everybody can read it. Revoke it, and use a publishable key there.',
    });
  if (named === undefined)
    throw refusal('origin', 'is needed with a secret key: the page that the token is for');
  return { origin: named, userId: userId ?? null };
}

const refusal = (path: string, message: string) =>
  new AppError('bad_request', { details: [{ path, message }] });
