#!/usr/bin/env node
// @ts-check
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PATIENCE_MS } from '@orbisvoice/contracts';
import { fromRoot } from '../bin/lib/paths.mjs';
import { main, userError } from '../bin/lib/print.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import {
  NOISES,
  babble,
  atAgentRate,
  atRms,
  frames,
  inRoom,
  mix,
  pcm16,
  recording,
  sample,
  span,
  speechRms,
} from './lib/noisy-speech.mjs';
import { fixed, p50, percentile, table } from './lib/stats.mjs';

const HELP = `npm run bench:turns [-- options]

Our own voice activity and the echo guard, on the sample questions with noise or the agent's echo laid over them.
Counts false starts (nobody spoke), missed starts, and turns that were ended in the middle of a question; measures how
late a start and an end are noticed. Computed in audio time: the machine's load does not matter.

  --sounds <folder>  the WAV files in it instead (PCM16, mono, 16 kHz), for example other voices and sentences than those by
                     which the bounds were chosen: npm run audio-set -- --only accent --write <folder>
  --json
  --help`;

const SAMPLES = ['question-opening-hours.wav', 'question-returns.wav', 'question-booking.wav'];
const SEEDS = [1, 2, 3, 4, 5];
const LEAD_MS = 3_000;
const TAIL_MS = 4_000;
/** What a start is held against: noises, and other people. @type {Record<string, (length: number, seed: number) => Float64Array>} */
const ROOMS = { ...NOISES, babble };
/** How loud the agent comes back, relative to the visitor. */
const ECHO_DB = [-20, -15, -12, -6];
/** The agent speaks for so long at least, so that each visitor who barges in is heard out. */
const REPLY_MS = 9_000;
/** The player tells how far it is so often; the word travels for so long. */
const TOLD_EVERY_MS = 200;
const TOLD_AFTER_MS = 40;
const SENT_AHEAD_MS = 4_000;

const gateway = (/** @type {string} */ file) =>
  import(pathToFileURL(fromRoot('backend/dist/modules/voice-gateway', file)).href);

await main(() =>
  benchCommand({ help: HELP, defaults: { sounds: '' }, measure, describe, isGood: () => true }),
);

/** @param {{ sounds: string }} options */
async function measure({ sounds }) {
  const { VoiceActivity } = await gateway('runtime/voice-activity.js');
  const { Microphone } = await gateway('runtime/microphone.js');
  const { AgentEnvelope } = await gateway('runtime/agent-envelope.js');
  const recordings = sounds ? wavFiles(sounds).map(recording) : SAMPLES.map(sample);
  const clips = recordings.map((samples) => ({ samples, ...span(samples) }));

  /** @param {Float64Array} audio @param {{ startMs: number, endMs: number }} settings */
  const listen = (audio, settings) => {
    const activity = new VoiceActivity(settings);
    return frames(audio).flatMap((pcm, index) => {
      const event = activity.push(pcm, index * 20);
      return event ? [{ type: event.type, at: (index + 1) * 20 }] : [];
    });
  };

  /** @param {string} noise @param {number} snrDb @param {'quick' | 'balanced' | 'patient'} patience */
  const inNoise = (noise, snrDb, patience) => {
    const { startMs, silenceMs } = PATIENCE_MS[patience];
    const found = { cases: 0, falseStarts: 0, missed: 0, early: 0, start: [0], end: [0] };
    found.start = [];
    found.end = [];
    for (const [index, clip] of clips.entries())
      for (const seed of sounds ? [index + 1] : SEEDS) {
        const lengthMs = LEAD_MS + clip.samples.length / 16 + TAIL_MS;
        const level = speechRms(clip.samples) / 10 ** (snrDb / 20);
        const hiss = atRms(ROOMS[noise]?.(lengthMs * 16, seed * 7_919) ?? new Float64Array(), level);
        const events = listen(
          mix(lengthMs, [
            [0, hiss],
            [LEAD_MS, clip.samples],
          ]),
          { startMs, endMs: silenceMs },
        );
        const [from, to] = [LEAD_MS + clip.fromMs, LEAD_MS + clip.toMs];
        const within = (/** @type {number} */ at) => at > from && at < to + silenceMs + 400;
        const starts = events.filter((event) => event.type === 'started');
        const ends = events.filter((event) => event.type === 'ended' && event.at > from);
        found.cases++;
        found.falseStarts += starts.filter(({ at }) => !within(at)).length;
        const first = starts.find(({ at }) => within(at));
        if (!first) found.missed++;
        else found.start.push(first.at - from);
        const last = ends.find(({ at }) => at >= to);
        found.early += ends.filter(({ at }) => at < to).length;
        if (last) found.end.push(last.at - to);
      }
    return { noise, snrDb, patience, ...found };
  };

  /** @param {number} echoDb @param {boolean} speaks */
  const overEcho = (echoDb, speaks) => {
    const found = { echoDb, speaks, cases: 0, opened: 0, delay: /** @type {number[]} */ ([]), lostMs: 0 };
    for (const [index, clip] of clips.entries()) {
      const agent = clips[(index + 1) % clips.length]?.samples ?? clip.samples;
      const heard = inRoom(agent);
      const gain = 10 ** (echoDb / 20) * (speechRms(clip.samples) / speechRms(heard));
      const echo = heard.map((value) => value * gain);
      // Each clip holds a lead of silence, as an agent's pauses between sentences.
      const agentMs = agent.length / 16;
      for (const bargeMs of speaks ? [1_500, 2_500, 4_000, 5_500] : [Number.NaN]) {
        const replies = Array.from(
          { length: Math.max(3, Math.ceil(REPLY_MS / agentMs)) },
          (_, n) => n * agentMs,
        );
        const lengthMs = replies.length * agentMs;
        const parts = /** @type {[number, Float64Array][]} */ (replies.map((at) => [at, echo]));
        if (speaks) parts.push([bargeMs - clip.fromMs + 300, clip.samples]);
        let openedAt = Number.NaN;
        let clock = 0;
        const microphone = new Microphone(
          { ownTurns: undefined, echo: true },
          {
            audio: () => undefined,
            speech: (/** @type {{ type: string }} */ { type }) => {
              if (type === 'started' && Number.isNaN(openedAt)) openedAt = clock;
            },
            keptBack: () => undefined,
          },
        );
        const sent = mix(
          lengthMs,
          replies.map((at) => [at, agent]),
        );
        const speech = pcm16(atAgentRate(sent));
        const envelope = new AgentEnvelope();
        let sentMs = 0;
        for (const [at, pcm] of frames(mix(lengthMs, parts)).entries()) {
          clock = (at + 1) * 20;
          for (; sentMs < clock + SENT_AHEAD_MS; sentMs += 20)
            envelope.sent(speech.subarray(sentMs * 48, (sentMs + 20) * 48));
          // What is told is late, and is taken to go on in real time.
          const told = Math.floor(clock / TOLD_EVERY_MS) * TOLD_EVERY_MS;
          const place = clock - TOLD_AFTER_MS - (told % 3) * 10;
          microphone.push(pcm, clock, true, (/** @type {number} */ ago) => envelope.levelAt(place - ago));
        }
        found.cases++;
        if (Number.isNaN(openedAt)) continue;
        found.opened++;
        if (speaks) found.delay.push(openedAt - (bargeMs + 300));
      }
    }
    return found;
  };

  const noisy = Object.keys(ROOMS).flatMap((noise) =>
    [20, 10, 5, 3].map((snrDb) => inNoise(noise, snrDb, 'balanced')),
  );
  const patient = /** @type {const} */ (['quick', 'patient']).map((patience) =>
    inNoise('brown', 20, patience),
  );
  const echo = ECHO_DB.flatMap((db) => [overEcho(db, false), overEcho(db, true)]);
  return { turns: [...noisy, ...patient], echo };
}

/** @param {Awaited<ReturnType<typeof measure>>} report */
function describe({ turns, echo }) {
  const turnRows = turns.map((row) => [
    `${row.noise}, speech ${row.snrDb} dB above, ${row.patience}`,
    String(row.cases),
    String(row.falseStarts),
    String(row.missed),
    String(row.early),
    fixed(p50(row.start), 0),
    fixed(percentile(row.start, 0.95), 0),
    fixed(p50(row.end), 0),
  ]);
  const echoRows = echo.map((row) => [
    `echo ${row.echoDb} dB, ${row.speaks ? 'visitor barges in' : 'nobody speaks'}`,
    String(row.cases),
    String(row.opened),
    fixed(p50(row.delay), 0),
    fixed(percentile(row.delay, 0.95), 0),
  ]);
  const turnHead = [
    ...['own turns', 'cases', 'false starts', 'missed', 'ended early'],
    ...['start p50 ms', 'p95', 'end p50 ms'],
  ];
  const echoHead = ['echo guard', 'cases', 'let through', 'after p50 ms', 'p95'];
  return ['', table(turnHead, turnRows), '', table(echoHead, echoRows)].join('\n');
}

/** @param {string} folder */
function wavFiles(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.wav'));
  if (names.length === 0) throw userError(`There are no WAV files in ${folder}.`);
  return names.sort().map((name) => join(folder, name));
}
