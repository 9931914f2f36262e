import { expect, it } from '@jest/globals';
import { VoiceSampler } from './voice-sampler.js';

function sampler(fetchSample = () => Promise.resolve(new ArrayBuffer(8))) {
  const log: string[] = [];
  let finish = (): void => undefined;
  const voices = new VoiceSampler(
    (voice) => {
      log.push(`fetch ${voice}`);
      return fetchSample();
    },
    {
      play: (_wav, signal) =>
        new Promise((resolve) => {
          finish = resolve;
          signal.addEventListener('abort', () => resolve());
        }),
    },
  );
  voices.subscribe(() =>
    log.push(`${voices.state.phase} ${'voice' in voices.state ? voices.state.voice : ''}`.trim()),
  );
  return { voices, log, finish: () => finish() };
}
const soon = () => new Promise((resolve) => setTimeout(resolve));

it('plays one voice at a time, and fetches each once', async () => {
  const { voices, log, finish } = sampler();
  void voices.toggle('Puck');
  await soon();
  void voices.toggle('Kore');
  await soon();
  expect(voices.state).toEqual({ phase: 'playing', voice: 'Kore' });
  void voices.toggle('Kore');
  await soon();
  expect(voices.state).toEqual({ phase: 'silent' });
  void voices.toggle('Puck');
  await soon();
  finish();
  await soon();
  expect(voices.state).toEqual({ phase: 'silent' });
  expect(log.filter((line) => line.startsWith('fetch'))).toEqual(['fetch Puck', 'fetch Kore']);
});

it('says that a sample could not be had, and asks again', async () => {
  let away = true;
  const { voices } = sampler(() =>
    away ? Promise.reject(new Error('away')) : Promise.resolve(new ArrayBuffer(8)),
  );
  await voices.toggle('Puck');
  expect(voices.state).toMatchObject({ phase: 'failed', voice: 'Puck' });
  away = false;
  void voices.toggle('Puck');
  await soon();
  expect(voices.state).toEqual({ phase: 'playing', voice: 'Puck' });
});
