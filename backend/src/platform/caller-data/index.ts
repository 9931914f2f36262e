export { CallerDataRegistry, forgetLoose } from './caller-data-registry.js';
export { identitiesIn, normalised } from './caller-identity.js';
export type { CallerIdentity, CallerIdentityKind } from './caller-identity.js';
export { CallerMarks } from './caller-marks.js';
export { KeepsCallerData } from './caller-data.decorator.js';
export type { AgeLimit, CallerData, ForgetReason, LooseRecord } from './caller-data.decorator.js';
