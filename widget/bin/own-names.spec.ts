import { describe, expect, it } from '@jest/globals';
import { libraryTexts, ownNames } from './own-names.mjs';

const OWN = `
  interface Scene { model: object; label: string; isOpen: boolean; playing: boolean; agentName: string; token: string }
  class Player { private waited = 0; process(): void {} }
  const byName = (scene: Scene) => ('isOpen' in scene ? { unnamed: 1 } : scene['agentName']);`;

describe('names that may be shortened', () => {
  it('are those of our own types and of nobody else', () => {
    const known = [
      'export const Hello = z.object({ token: z.string() });',
      'interface Label { label: string }',
    ];
    expect(ownNames({ own: [OWN], known })).toEqual(['model', 'waited']);
  });

  it('are none that a browser knows', () => {
    const own = [
      'interface Box { textContent: string; addModule(): void; findLastIndex(): number; inbox: string }',
    ];
    expect(ownNames({ own, known: libraryTexts() })).toEqual(['inbox']);
  });
});
