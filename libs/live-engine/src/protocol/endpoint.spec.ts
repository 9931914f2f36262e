import fc from 'fast-check';
import { readEndpoint } from './endpoint.js';

const METHOD = 'ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent';

describe('endpoint', () => {
  it('takes any number of leading slashes and a prefix', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('', 'gemini/', 'a/b//'),
        (slashes, prefix) => {
          expect(readEndpoint(`${'/'.repeat(slashes)}${prefix}${METHOD}?key=x`)).toEqual({
            kind: 'live',
            version: 'v1beta',
            credential: { type: 'key', value: 'x' },
          });
        },
      ),
    );
  });

  it('asks for a credential', () => {
    expect(readEndpoint(`//${METHOD}`)).toEqual({ kind: 'refused', status: 403 });
    expect(readEndpoint(`//${METHOD}Constrained?key=x`)).toEqual({ kind: 'refused', status: 403 });
    expect(readEndpoint(`//${METHOD}Constrained?access_token=auth_tokens/a`)).toMatchObject({
      credential: { type: 'token', value: 'auth_tokens/a' },
    });
  });

  it.each(['/', '/ws', '//ws/google.ai.generativelanguage.v2.GenerativeService.BidiGenerateContent?key=x'])(
    'knows no %s',
    (target) => expect(readEndpoint(target)).toEqual({ kind: 'refused', status: 404 }),
  );
});
