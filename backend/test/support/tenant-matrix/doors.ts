import type { CallSession } from '@orbisvoice/contracts';
import request from 'supertest';
import { ORIGIN, type Household } from './household.js';

/** Every way to ask something of the API, and to ask it as nobody. */
export const DOORS = [
  'owner',
  'member',
  'secret key',
  'restricted key',
  'publishable key',
  'call token',
  'rating token',
  'nobody',
] as const;
export type Door = (typeof DOORS)[number];

/** What opens one call of the team and what rates it; such a token lives for a minute. */
export async function newCallSession({ owner, ids }: Household): Promise<CallSession> {
  return (await owner.post(`/agents/${ids.agent}/sessions`, {}).expect(201)).body;
}

/** Somebody who comes in by one of the team's doors, from a page that its keys allow. */
export function through(door: Door, house: Household, session: CallSession) {
  if (door === 'owner' || door === 'member') return house[door].agent;
  const bearers = {
    'secret key': house.secretKey,
    'restricted key': house.restrictedKey,
    'publishable key': house.publishableKey,
    'call token': session.token,
    'rating token': session.ratingToken,
  };
  const agent = request.agent(house.owner.url).set('origin', ORIGIN);
  return door === 'nobody' ? agent : agent.set('authorization', `Bearer ${bearers[door]}`);
}
