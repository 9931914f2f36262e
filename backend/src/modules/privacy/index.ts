export { Remarking } from './application/remarking.service.js';
export { Tombstones, type ReplayReport } from './application/tombstones.service.js';
export { PrivacyModule } from './privacy.module.js';
