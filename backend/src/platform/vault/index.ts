export { KeyRewrap, type RewrapReport } from './key-rewrap.js';
export { TenantVault, type SealedSecret, type SecretPlace } from './tenant-vault.js';
