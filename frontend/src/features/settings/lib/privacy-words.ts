import type { CallerErasure, CallerFound } from '@orbisvoice/contracts';

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const KNOWN_BY: Record<CallerErasure['knownBy'][number], string> = {
  userId: 'visitor id',
  email: 'e-mail address',
  phone: 'telephone number',
  call: 'one call',
};

/** By what the person was known; who it was is kept nowhere. */
export const knownByWords = ({ knownBy }: Pick<CallerErasure, 'knownBy'>): string =>
  knownBy.includes('call')
    ? 'One call, by hand'
    : `A caller, by ${knownBy.map((kind) => KNOWN_BY[kind]).join(', ')}`;

export const foundWords = ({ calls, records }: CallerFound): string =>
  `${counted(calls, 'call', 'calls')} and ${counted(records, 'other record', 'other records')}`;
