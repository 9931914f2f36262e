import { isLive, type CallState, type VoiceCall } from '@orbisvoice/voice-client/headless';
import type { FileAudio } from './file-audio.js';

/** Agents that speak first do so within this time; after it the caller begins. */
const GREETING_MS = 1_500;
/** Nothing is heard and nothing more is coming: between two sentences of one answer the player may run dry for a moment. */
const SETTLED_MS = 700;

export interface Conversation {
  /** False where the agent never spoke after the question. */
  answered: boolean;
  /** End of the question's last audible frame to the first sound of the answer, as the caller hears it. */
  heardAfterMs: number | undefined;
}

/** Lets the agent greet, asks, and listens to the end of the answer. Ends early where the call does. */
export async function converse(
  call: VoiceCall,
  audio: FileAudio,
  question: Int16Array<ArrayBuffer>,
  expectsGreeting: boolean,
): Promise<Conversation> {
  const greeting = expectsGreeting || (await happens(call, isSounding, GREETING_MS));
  if (greeting) {
    await happens(call, isSounding, 4 * GREETING_MS);
    await settled(call);
  }
  const spoken = audio.speak(question);
  const firstSound = answerBegins(call, audio);
  await spoken;
  const heardAt = await firstSound;
  if (heardAt === undefined) return { answered: false, heardAfterMs: undefined };
  await settled(call);
  const heardAfterMs = audio.spokenUntil === undefined ? undefined : Math.round(heardAt - audio.spokenUntil);
  return { answered: true, heardAfterMs };
}

const isSounding = (state: CallState): boolean => isLive(state) && state.live.playing;

/** Resolves with the time of the first agent sound behind the end of the question; undefined where the call ends first. */
function answerBegins(call: VoiceCall, audio: FileAudio): Promise<number | undefined> {
  return new Promise((resolve) => {
    const look = (state: CallState) => {
      if (!isLive(state)) done(undefined);
      else if (state.live.playing && audio.spokenUntil !== undefined) done(performance.now());
    };
    const off = call.on('change', look);
    const done = (at: number | undefined) => {
      off();
      resolve(at);
    };
  });
}

/** True as soon as the condition holds, false when the time is up or the call is over. */
function happens(
  call: VoiceCall,
  condition: (state: CallState) => boolean,
  withinMs: number,
): Promise<boolean> {
  if (condition(call.state)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(false), withinMs);
    const off = call.on('change', (state) => {
      if (condition(state)) done(true);
      else if (!isLive(state)) done(false);
    });
    const done = (held: boolean) => {
      clearTimeout(timer);
      off();
      resolve(held);
    };
  });
}

/** Resolves when the agent has stayed silent and idle for a while, or the call is over. */
async function settled(call: VoiceCall): Promise<void> {
  const busy = (state: CallState) =>
    isLive(state) && (state.live.playing || state.live.server !== 'listening');
  do {
    await happens(call, (state) => !busy(state), 600_000);
    if (!isLive(call.state)) return;
  } while (await happens(call, busy, SETTLED_MS));
}
