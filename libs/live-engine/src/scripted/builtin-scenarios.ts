import { scenario, type Scenario } from './scenario.js';

const say = (text: string, audioMs: number) => ({ say: text, audioMs });

/** Answers every user turn with the same words and a synthetic tone. */
export const DEFAULT_SCENARIO = scenario({
  name: 'default',
  turns: [
    {
      heard: 'Hello, can you hear me?',
      reply: [say('Yes, I can hear you. This is the scripted voice of the local engine.', 3840)],
    },
  ],
});

/** For measuring there and back: no turns, every chunk returns at once. */
export const ECHO_SCENARIO = scenario({ name: 'echo', echo: true });

/** For load: turns of a natural length with a spread of first-byte times. */
export const LOAD_SCENARIO = scenario({
  name: 'load',
  turns: [
    {
      heard: 'What are your opening hours?',
      reply: [say('We are open from nine to five on weekdays.', 3000)],
    },
  ],
  timing: { ttfbSigma: 0.25 },
});

/** Scenarios that every engine knows by name. */
export const BUILTIN_SCENARIOS: readonly Scenario[] = [DEFAULT_SCENARIO, ECHO_SCENARIO, LOAD_SCENARIO];
