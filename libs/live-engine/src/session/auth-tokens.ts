import { randomBytes } from 'node:crypto';

export interface TokenRequest {
  uses?: number;
  expireTime?: string;
  newSessionExpireTime?: string;
  bidiGenerateContentSetup?: Record<string, unknown>;
}

interface Token {
  usesLeft: number;
  expiresAt: number;
  newSessionsUntil: number;
  setup: Record<string, unknown>;
}

const HALF_HOUR_MS = 30 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

/** Short-lived credentials for clients that may not hold the API key. */
export class AuthTokens {
  private readonly tokens = new Map<string, Token>();

  constructor(private readonly now: () => number = Date.now) {}

  create(request: TokenRequest): string {
    const name = `auth_tokens/${randomBytes(24).toString('hex')}`;
    this.tokens.set(name, {
      // proto3 JSON leaves out zero, which stands for "without limit".
      usesLeft: request.uses ?? Number.POSITIVE_INFINITY,
      expiresAt: instant(request.expireTime) ?? this.now() + HALF_HOUR_MS,
      newSessionsUntil: instant(request.newSessionExpireTime) ?? this.now() + MINUTE_MS,
      setup: request.bidiGenerateContentSetup ?? {},
    });
    return name;
  }

  accepts(name: string): boolean {
    const token = this.tokens.get(name);
    return token !== undefined && this.now() < token.expiresAt;
  }

  /**
   * Counts a new session (resuming one costs no use) and lays the token's own setup over the client's, whose fields it
   * locks. Undefined where the token allows no session.
   */
  constrain(
    name: string,
    fields: Record<string, unknown>,
    resuming: boolean,
  ): Record<string, unknown> | undefined {
    const token = this.tokens.get(name);
    if (token === undefined || this.now() >= token.expiresAt) return undefined;
    if (!resuming) {
      if (token.usesLeft < 1 || this.now() >= token.newSessionsUntil) return undefined;
      token.usesLeft -= 1;
    }
    const generationConfig = {
      ...asRecord(fields.generationConfig),
      ...asRecord(token.setup.generationConfig),
    };
    return {
      ...fields,
      ...token.setup,
      ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
    };
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function instant(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
