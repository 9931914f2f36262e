import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

/** How loud the page was at a moment (`Date.now()`): root mean square of about 20 ms of samples. */
export interface Loudness {
  at: number;
  rms: number;
}

/** Measures what every page of the context sends to the loudspeaker from now on. */
export const tapLoudspeaker = async (context: BrowserContext): Promise<void> =>
  void (await context.addInitScript({ path: join(import.meta.dirname, 'loudspeaker-tap.mjs') }));

export const loudnessOf = (page: Page): Promise<Loudness[]> => page.evaluate('window.heardAtLoudspeaker');

/** The loudest moment of a span of time; 0 where nothing was measured. */
export const peakBetween = (loudness: readonly Loudness[], from: number, to: number): number =>
  Math.max(0, ...loudness.filter(({ at }) => at >= from && at <= to).map(({ rms }) => rms));
