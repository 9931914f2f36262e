import { createContext, useContext } from 'react';

/** As whom somebody looks at the programme: with the account of a team, or with an affiliate's own session. */
export type PartnerSide = 'customer' | 'affiliate';

export const PartnerSideContext = createContext<PartnerSide>('customer');

export const usePartnerSide = (): PartnerSide => useContext(PartnerSideContext);

/** One browser may be signed in as both; the API is told which one is meant. */
export const sideQuery = (side: PartnerSide): { as?: 'affiliate' } =>
  side === 'affiliate' ? { as: 'affiliate' } : {};

/** For writes, whose client takes no query. */
export const sidePath = (path: string, side: PartnerSide): string =>
  side === 'affiliate' ? `${path}?as=affiliate` : path;
