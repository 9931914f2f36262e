/** Where links may lead: paths of our own pages, by the name that a link carries. Never an address from a request. */
const DESTINATIONS: Readonly<Record<string, string>> = {
  home: '/',
  signup: '/signup',
  affiliates: '/affiliates',
};
/** The parameter in which the code goes on to sign-up, where nothing may be stored. */
export const CODE_PARAMETER = 'ref';
/** What a campaign adds to a link; longer ones are no campaign. */
const MAX_QUERY = 1_000;

/** Unknown names lead home: a destination that was given up must not break the links to it. */
export const destinationOf = (name: string): string =>
  (Object.hasOwn(DESTINATIONS, name) ? DESTINATIONS[name] : undefined) ?? '/';

/**
 * The address that a link sends its visitor to. What the visitor's query says is added, and what the destination says
 * itself wins: existing query and fragment stay as they are.
 */
export function redirectTarget(origin: string, path: string, query: string, code: string | null): string {
  const target = new URL(path, origin);
  const own = new Set(target.searchParams.keys());
  if (query.length <= MAX_QUERY)
    for (const [name, value] of new URLSearchParams(query))
      if (name !== CODE_PARAMETER && !own.has(name)) target.searchParams.append(name, value);
  if (code !== null) target.searchParams.set(CODE_PARAMETER, code);
  return target.href;
}
