import { SCOPES, type ApiKeyKind, type Scope } from '@orbisvoice/contracts';

/** What a key may do: a restricted one what it was given, a publishable one, which everybody can read, nearly nothing. */
export function scopesOf(kind: ApiKeyKind, granted: readonly Scope[]): readonly Scope[] {
  switch (kind) {
    case 'secret':
      return SCOPES;
    case 'restricted':
      return granted;
    case 'publishable':
      return ['calls:start'];
  }
}
