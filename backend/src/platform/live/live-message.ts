import { LiveEventName } from '@orbisvoice/contracts';

/** Channel of the database on which every process hears every live event. */
export const LIVE_CHANNEL = 'orbis_live';

/** To the streams of one session: it has ended. Never told to a page. */
export const SESSION_ENDED = 'session.ended';

export interface LiveMessage {
  /** Id of the team, the person or the session whose streams hear it. */
  audience: string;
  name: LiveEventName | typeof SESSION_ENDED;
  id: string | null;
}

/** The form on the channel, which the trigger of the migration writes too: words with blanks between them. */
export const encodeLive = ({ audience, name, id }: LiveMessage): string =>
  [audience, name, ...(id === null ? [] : [id])].join(' ');

/** Undefined for what a newer build says. */
export function decodeLive(payload: string): LiveMessage | undefined {
  const [audience, word, id = null] = payload.split(' ');
  if (!audience) return undefined;
  if (word === SESSION_ENDED) return { audience, name: word, id };
  const name = LiveEventName.safeParse(word);
  return name.success ? { audience, name: name.data, id } : undefined;
}
