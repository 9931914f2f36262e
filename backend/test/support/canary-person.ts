import { newId } from '../../src/platform/crypto/index.js';

export interface Person {
  email: string;
  phone: string;
  name: string;
  userId: string;
}

let people = 0;

/** Somebody whose words stand nowhere else. */
export function somebody(): Person {
  people += 1;
  const name = `Canary${newId().slice(-8)}`;
  return {
    email: `${name.toLowerCase()}@plumage.example`,
    phone: `+49 170 55${String(people).padStart(5, '0')}`,
    name,
    userId: `shop-${name}`,
  };
}
