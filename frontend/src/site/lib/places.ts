/** Addresses that public pages lead to; the API's reference is served by the API itself. */
export const places = {
  home: '/',
  features: '/features',
  pricing: '/pricing',
  blog: '/blog',
  docs: '/docs',
  affiliates: '/affiliates',
  affiliateLogin: '/affiliates/login',
  reference: '/reference',
  login: '/login',
  signup: '/signup',
  dashboard: '/dashboard',
  feed: '/blog/feed.xml',
} as const;

/** In the header and, with more beside them, in the footer. */
export const NAVIGATION = [
  [places.features, 'Features'],
  [places.pricing, 'Pricing'],
  [places.docs, 'Docs'],
  [places.blog, 'Blog'],
] as const;
