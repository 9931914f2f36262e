import type { Transaction } from '../../src/platform/database/index.js';

/** Thrown in the place of a process that is gone. */
export class Died extends Error {
  constructor() {
    super('the process died');
  }
}

/** A transaction whose process dies after so many statements. */
export function dyingAfter(tx: Transaction, statements: number): Transaction {
  let left = statements;
  return new Proxy(tx, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (name !== 'query' || typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        const answer: unknown = await Reflect.apply(member, target, args);
        if ((left -= 1) === 0) throw new Died();
        return answer;
      };
    },
  });
}
