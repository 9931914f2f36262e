/**
 * Where a browser stores nothing about a referral, its code travels in the address: links between our own pages take it
 * along until sign-up.
 */
export function carryReferral(page: Document, search: string): void {
  const code = new URLSearchParams(search).get('ref');
  if (code) carryAlong(page, 'ref', code);
}

/** Adds a parameter to every link between our own pages. */
export function carryAlong(page: Document, name: string, value: string): void {
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')) {
    const address = new URL(link.href);
    address.searchParams.set(name, value);
    link.href = address.pathname + address.search + address.hash;
  }
}
