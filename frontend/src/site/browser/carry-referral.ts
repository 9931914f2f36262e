/**
 * Where a browser stores nothing about a referral, its code travels in the address: links between our own pages take it
 * along until sign-up.
 */
export function carryReferral(page: Document, search: string): void {
  const code = new URLSearchParams(search).get('ref');
  if (!code) return;
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')) {
    const address = new URL(link.href);
    address.searchParams.set('ref', code);
    link.href = address.pathname + address.search + address.hash;
  }
}
