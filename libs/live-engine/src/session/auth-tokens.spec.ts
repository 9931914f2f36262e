import { AuthTokens } from './auth-tokens.js';

describe('ephemeral tokens', () => {
  it('start as many sessions as they say; resuming is free', () => {
    const tokens = new AuthTokens();
    const name = tokens.create({ uses: 1 });
    expect(tokens.accepts(name)).toBe(true);
    expect(tokens.constrain(name, { model: 'a' }, false)).toEqual({ model: 'a' });
    expect(tokens.constrain(name, { model: 'a' }, false)).toBeUndefined();
    expect(tokens.constrain(name, { model: 'a' }, true)).toEqual({ model: 'a' });
  });

  it('lock what they prescribe', () => {
    const tokens = new AuthTokens();
    const name = tokens.create({ bidiGenerateContentSetup: { model: 'b', generationConfig: { seed: 1 } } });
    expect(tokens.constrain(name, { model: 'a', generationConfig: { seed: 2, topK: 3 } }, false)).toEqual({
      model: 'b',
      generationConfig: { seed: 1, topK: 3 },
    });
  });

  it('end', () => {
    let now = 0;
    const tokens = new AuthTokens(() => now);
    const name = tokens.create({ newSessionExpireTime: new Date(1000).toISOString() });
    now = 1001;
    expect(tokens.constrain(name, {}, false)).toBeUndefined();
    expect(tokens.accepts(name)).toBe(true);
    now = 31 * 60 * 1000;
    expect(tokens.accepts(name)).toBe(false);
  });
});
