import fc from 'fast-check';
import { present, proven, type ResumeSecrets } from './resume-secrets.js';

const secret = (n: number): Buffer => Buffer.from(`secret ${n}`);

/** What may happen to one attempt to come back: lost on the way there, the answer lost, the proof lost, or all well. */
const attempt = fc.constantFrom('request-lost', 'answer-lost', 'proof-lost', 'well');

describe('resume secrets', () => {
  it('never lock the visitor out, and accept nothing that was left behind', () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
        let secrets: ResumeSecrets = { current: secret(0), previous: null };
        let issued = 0;
        let held = 0;
        const leftBehind: number[] = [];
        for (const fate of attempts) {
          if (fate === 'request-lost') continue;
          issued += 1;
          const accepted = present(secrets, secret(held), secret(issued));
          expect(accepted).toBeDefined();
          if (accepted) secrets = accepted;
          if (fate === 'answer-lost') continue;
          leftBehind.push(held);
          held = issued;
          if (fate === 'well') secrets = proven(secrets, secret(held));
          const dead = fate === 'well' ? leftBehind : leftBehind.slice(0, -1);
          for (const old of dead) expect(present(secrets, secret(old), secret(-1))).toBeUndefined();
        }
        expect(present(secrets, secret(held), secret(-1))).toBeDefined();
        expect(present(secrets, secret(issued + 1), secret(-1))).toBeUndefined();
      }),
    );
  });

  it('take a late proof for what it is', () => {
    const twice = present({ current: secret(1), previous: secret(0) }, secret(0), secret(2));
    expect(proven(twice as ResumeSecrets, secret(1))).toEqual(twice);
  });
});
