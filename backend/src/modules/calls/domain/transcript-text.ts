import type { SpeakerRole } from '@orbisvoice/contracts';

interface SpokenTurn {
  role: SpeakerRole;
  text: string;
}

const SPEAKER = { user: 'Visitor', agent: 'Agent' } as const satisfies Record<SpeakerRole, string>;

/** The call as a person reads it, one line a turn. */
export const transcriptText = (turns: readonly SpokenTurn[]): string =>
  turns.map((turn) => `${SPEAKER[turn.role]}: ${turn.text}`).join('\n');

/** Postgres refuses a search vector over 1 MB; this much text stays below it in any script. */
const SEARCHABLE_CHARACTERS = 200_000;

/** What was said without the speakers' names, or a search for "agent" would find every call. */
export const searchableText = (turns: readonly SpokenTurn[]): string =>
  turns
    .map((turn) => turn.text)
    .join('\n')
    .slice(0, SEARCHABLE_CHARACTERS)
    .toWellFormed();
