import type * as contracts from '@orbisvoice/contracts';

// Values of the wire contract that run in the browser. Importing them would bring the schemas, and zod, into every
// page that embeds the widget; the types pin each to the contract instead, so that a drift does not compile.
export const PROTOCOL_VERSION: typeof contracts.PROTOCOL_VERSION = 1;
export const MIC_SAMPLE_RATE: typeof contracts.MIC_SAMPLE_RATE = 16_000;
export const AGENT_SAMPLE_RATE: typeof contracts.AGENT_SAMPLE_RATE = 24_000;
export const MIC_FRAME_MS: typeof contracts.MIC_FRAME_MS = 20;
export const RESUME_WITHIN_MS: typeof contracts.RESUME_WITHIN_MS = 60_000;

/** Close codes after which a call may be resumed; a test holds them against the contract's `isResumable`. */
export const RESUMABLE_CLOSES: readonly number[] = [1001, 1006, 1011, 4008, 4010];
