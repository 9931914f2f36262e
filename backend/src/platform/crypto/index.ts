export { canonicalJson, digestOf, keyedDigest } from './canonical-digest.js';
export { EMPTY_CHAIN, followChain, type ChainFault, type ChainHead, type ChainLink } from './hash-chain.js';
export { firstIdAfter, firstIdAt, madeAtMs, newId, randomToken } from './ids.js';
export { KeyRing, sameDigest, sha256, type NamedKey } from './key-ring.js';
export { newWebhookSecret, webhookHeaders, webhookKey } from './webhook-signature.js';
export { openWith, sealWith } from './sealing.js';
export { isStripeSigned, standardWebhookId, type SignedMessage } from './webhook-verification.js';
