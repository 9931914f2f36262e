export { Remarking } from './application/remarking.service.js';
export { Tombstones, type ReplayReport } from './application/tombstones.service.js';
export { readTombstones } from './domain/tombstone.js';
export { PrivacyModule } from './privacy.module.js';
