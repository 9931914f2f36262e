export { Reseal, type ResealReport } from './application/reseal.service.js';
export { Rebuild } from './application/rebuild.service.js';
export { VerificationService, type Verification } from './application/verification.service.js';
export { ReferralsModule } from './referrals.module.js';
