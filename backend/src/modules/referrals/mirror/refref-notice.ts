/**
 * What is on record about the one outside service under the AGPL that this product can talk to. The same stands in
 * `compliance/agpl-services.json` for machines; a test holds the two together.
 */
export const REFREF_NOTICE = {
  component: 'RefRef',
  upstream_url: 'https://github.com/refrefhq/refref',
  licence_spdx: 'AGPL-3.0-only',
  licence_note: 'The repository does not say "-only" or "-or-later"; treated as -only.',
  pinned_commit: '81af934',
  modified: 'no',
  patch_location: null,
  source_offer_url: null,
  deployment: 'Run by the operator, if at all; this product neither contains nor starts it.',
  integration_surface:
    'HTTP: GET /health, GET /v1/programs/:id, POST /v1/track/signup, POST /v1/track/purchase, POST /v1/widget/init',
  data_sent: 'Opaque user ids, invoice ids and amounts. No names, no addresses.',
  copies_conveyed_to: [],
  bundled_in_our_artifacts: 'no',
} as const;
