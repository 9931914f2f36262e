/**
 * The lists of the contracts without their schemas, for pages that only show them: `@orbisvoice/contracts/words` weighs
 * next to nothing, the whole package brings zod along.
 */
export * from './http/api-key-words.js';
export * from './http/call-words.js';
export * from './http/money-words.js';
export * from './http/reward-words.js';
export * from './http/voice-names.js';
export * from './voice/prompt-variable-name.js';
