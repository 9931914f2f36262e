export const API_KEY_KINDS = ['publishable', 'secret', 'restricted'] as const;

/** What a restricted key may be allowed to do. Secret keys may do all of it, publishable keys only start calls. */
export const SCOPES = [
  'agents:read',
  'agents:write',
  'tools:read',
  'tools:write',
  'tools:invoke',
  'calls:read',
  'calls:write',
  'calls:start',
  'analytics:read',
  'webhooks:read',
  'webhooks:write',
] as const;
