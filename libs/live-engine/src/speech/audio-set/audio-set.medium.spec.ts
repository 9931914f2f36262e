import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Performer } from '../../ports.js';
import { createSpeechPerformer } from '../index.js';
import { compileWorkers } from '../testing/compile-workers.js';
import { CONDITIONS } from './conditions.js';
import { measure } from './measure.js';
import { PHRASES } from './phrases.js';
import { Recordings } from './recordings.js';

jest.setTimeout(120_000);
/** The whole set is for `npm run audio-set -- --check`; these tell quickly that the engine still hears. */
const FEW = PHRASES.slice(0, 3);

describe('the audio set, short form', () => {
  let performer: Performer;
  const recordings = new Recordings();
  beforeAll(async () => {
    performer = await createSpeechPerformer({ workers: compileWorkers() });
  });
  afterAll(() => performer.close());

  it.each(CONDITIONS.filter(({ short }) => short))('is understood: $name', async (condition) => {
    const result = await measure(performer, recordings, condition, FEW);
    expect(result).toMatchObject({ ok: true });
  });
});
