import { createHash } from 'node:crypto';

/** Twelve hex digits tell apart all texts that one agent will ever have; a receipt stays short enough to read. */
const VERSION_LENGTH = 12;

/** Names a consent text by its content, so that a receipt says what was agreed to. Empty for an empty text. */
export const consentVersion = (consentText: string): string =>
  consentText === '' ? '' : createHash('sha256').update(consentText).digest('hex').slice(0, VERSION_LENGTH);
