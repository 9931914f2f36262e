export { newId, randomToken } from './ids.js';
export { KeyRing, sameDigest, sha256 } from './key-ring.js';
export { openWith, sealWith } from './sealing.js';
