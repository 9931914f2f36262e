export const CALL_CHANNELS = ['dashboard', 'widget', 'api'] as const;
export const CALL_FAILURES = ['any', 'error', 'silent'] as const;
export const CALL_STATUSES = ['created', 'live', 'ended'] as const;

/** What a field of an analysis may hold. */
export const ANALYSIS_FIELD_KINDS = ['text', 'number', 'boolean', 'choice'] as const;
export const CRITERION_VERDICTS = ['met', 'not_met', 'unclear'] as const;
/** `skipped`: nothing was asked of a model. `failed`: a model was asked, and no analysis came of it. */
export const ANALYSIS_STATES = ['done', 'skipped', 'failed'] as const;
/**
 * `no_key`: the installation has no key of a model. `nothing_said`: the visitor never spoke or wrote. `refused`: the model
 * would not read it. `unreadable`: its answer was not what was asked for. `unavailable`: it could not be reached.
 */
export const ANALYSIS_REASONS = ['no_key', 'nothing_said', 'refused', 'unreadable', 'unavailable'] as const;

/** As a call shows it. `waiting`: a first one was asked for or tried, and what comes of it is not known yet. */
export const SHOWN_ANALYSIS_STATES = ['waiting', ...ANALYSIS_STATES] as const;

/** Of a wish for another analysis: on its way, or ended without a result. */
export const ANALYSIS_AGAIN_STATES = ['waiting', 'failed'] as const;

/**
 * Why a call wants somebody to look at it. `failed`: a fault ended it. `lost`: the visitor's line broke and they never came
 * back. `unanswered`: they spoke and heard nothing.
 */
export const FOLLOW_UP_REASONS = ['failed', 'lost', 'unanswered'] as const;
