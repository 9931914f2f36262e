const LIVE_PATH =
  /^\/+(?:.*\/)?ws\/google\.ai\.generativelanguage\.(v1|v1beta|v1alpha)\.GenerativeService\.BidiGenerateContent(Constrained)?$/;

export type Endpoint =
  | { kind: 'refused'; status: 403 | 404 }
  | { kind: 'live'; version: string; credential: { type: 'key' | 'token'; value: string } };

/**
 * Reads the upgrade's target. The SDK joins its base URL and path with a double slash, so leading slashes are
 * collapsed first: `new URL('//ws/…', base)` would read the path as a host name.
 */
export function readEndpoint(target: string, apiKeyHeader?: string): Endpoint {
  const url = new URL(target.replace(/^\/+/, '/'), 'http://engine.local');
  const match = LIVE_PATH.exec(url.pathname);
  if (!match) return { kind: 'refused', status: 404 };
  const constrained = match[2] !== undefined;
  const key = url.searchParams.get('key') ?? apiKeyHeader ?? '';
  const token = url.searchParams.get('access_token') ?? '';
  const value = constrained ? token : key;
  if (value === '') return { kind: 'refused', status: 403 };
  return {
    kind: 'live',
    version: match[1] ?? 'v1beta',
    credential: { type: constrained ? 'token' : 'key', value },
  };
}
