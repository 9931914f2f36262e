import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Ear,
  EarEvent,
  EarSettings,
  Mind,
  MindContext,
  MindInput,
  Performer,
  ReplyPart,
  Unprompted,
} from '../ports.js';
import { EnergyEar } from './energy-ear.js';
import type { ActiveFaults } from './fault.js';
import { filledCalls } from './filled-calls.js';
import type { Scenario, ScenarioPart, ScenarioTurn } from './scenario.js';
import { hiss } from './hiss.js';
import { saysNothing } from './nothing.js';
import { steadyTone } from './steady-tone.js';
import { DEFAULT_AMPLITUDE, tone } from './tone.js';

/** How our gateway tells a fresh session of words that the user said last. */
const TOLD_LAST = /\nUser: (.+)\s*$/;
const EXCUSE: readonly ScenarioPart[] = [{ say: '{response}', audioMs: 400 }];

/** Plays one scenario for one connection: knows the words before they are spoken and the answer to them. */
export class ScriptedPerformer implements Performer {
  static readonly title = 'scripted scenarios with a synthetic tone (no speech recognition)';
  readonly name = ScriptedPerformer.title;
  readonly mind: Mind = { reply: (input, signal) => this.reply(input, signal) };
  readonly unprompted: readonly Unprompted[];
  private readonly spoken: readonly ScenarioTurn[];
  private cursor = 0;
  /** Turns whose words were reported but not yet answered. */
  private readonly reported: ScenarioTurn[] = [];
  /** Turns whose functions were answered before. */
  private readonly answered = new Set<ScenarioTurn>();
  /** Calls that were made again because their answer said nothing. */
  private repeated = 0;
  /** The words that are being answered. */
  private said = '';
  /** The latest answers of functions. */
  private responses: readonly unknown[] = [];

  constructor(
    private readonly scenario: Scenario,
    private readonly faults: ActiveFaults,
  ) {
    this.spoken = scenario.turns.filter((turn) => turn.on.type === 'speech');
    this.unprompted = scenario.turns.flatMap((turn) =>
      turn.on.type === 'after'
        ? [
            {
              afterMs: turn.on.ms,
              reply: (context, signal) => this.perform(turn.reply, context, undefined, signal),
            },
          ]
        : [],
    );
  }

  listen(settings: EarSettings, onEvent: (event: EarEvent) => void): Ear {
    this.cursor = settings.turnsHeard ?? 0;
    return new EnergyEar(settings, onEvent, () => {
      const turn = this.nextSpoken();
      if (turn) this.reported.push(turn);
      return turn?.heard ?? '';
    });
  }

  async close(): Promise<void> {}

  private async *reply(input: MindInput, signal: AbortSignal): AsyncGenerator<ReplyPart> {
    if (input.kind === 'tool-answered') {
      yield* this.afterTools(input, input.calls, signal);
      return;
    }
    const turn = this.turnFor(input.text, input);
    await this.pause(this.firstByteMs(turn), signal);
    yield* this.perform(turn?.reply ?? [], input, undefined, signal);
  }

  private async *afterTools(
    context: MindContext,
    calls: Extract<MindInput, { kind: 'tool-answered' }>['calls'],
    signal: AbortSignal,
  ): AsyncGenerator<ReplyPart> {
    const names = new Set(calls.map((call) => call.name));
    const turn = this.scenario.turns.find(({ reply }) => calledNames(reply).some((name) => names.has(name)));
    const atWork = calls.every((call) => call.willContinue);
    const responses = calls.map((call) => call.response);
    this.responses = responses;
    await this.pause(this.firstByteMs(turn), signal);
    if (atWork) return yield* this.perform(turn?.whileTools ?? EXCUSE, context, responses, signal);
    const again = this.faults.get('repeat-calls');
    if (again && turn && responses.every(saysNothing) && this.repeated < again.times) {
      this.repeated += 1;
      return yield* this.perform(turn.reply, context, undefined, signal);
    }
    const before = turn && this.answered.has(turn);
    if (turn) this.answered.add(turn);
    const parts = (before && turn.afterMoreTools) || turn?.afterTools || [];
    yield* this.perform(parts, context, responses, signal);
  }

  private turnFor(text: string, context: MindContext): ScenarioTurn | undefined {
    this.said = text;
    // Words held back while the user went on speaking arrive joined; the last of them decide.
    const reported = this.reported.findLastIndex(
      (turn) => text === turn.heard || text.endsWith(` ${turn.heard}`),
    );
    if (reported !== -1) return this.reported.splice(0, reported + 1).at(-1);
    return this.typedTurn(text) ?? this.unanswered(context) ?? this.nextSpoken();
  }

  private typedTurn(text: string): ScenarioTurn | undefined {
    const words = text.toLowerCase();
    return this.scenario.turns.find(
      ({ on }) => on.type === 'text' && words.includes(on.contains.toLowerCase()),
    );
  }

  /** A session that is told of a conversation and asked to go on answers the typed words that nobody has answered. */
  private unanswered({ history, systemInstruction }: MindContext): ScenarioTurn | undefined {
    const words = history.length === 0 ? TOLD_LAST.exec(systemInstruction)?.[1] : undefined;
    const turn = words === undefined ? undefined : this.typedTurn(words);
    if (turn && words !== undefined) this.said = words;
    return turn;
  }

  private nextSpoken(): ScenarioTurn | undefined {
    const count = this.spoken.length;
    const index =
      this.scenario.afterLast === 'cycle' ? this.cursor % count : Math.min(this.cursor, count - 1);
    this.cursor += 1;
    return this.spoken[index];
  }

  private async *perform(
    parts: readonly ScenarioPart[],
    { voiceName }: MindContext,
    responses: unknown[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<ReplyPart> {
    const speech = (text: string, audioMs: number): ReplyPart => ({
      type: 'speech',
      text,
      pcm24k: this.sound(voiceName, audioMs),
    });
    const late = this.faults.get('audio-after-call');
    for (const part of parts) {
      if ('waitMs' in part) await this.pause(part.waitMs, signal);
      else if ('call' in part) {
        yield { type: 'tool-calls', calls: filledCalls(part.call, this.responses, this.said) };
        if (late) yield speech(late.say, late.audioMs);
      } else {
        const text = responses ? part.say.replace('{response}', () => JSON.stringify(responses)) : part.say;
        yield speech(text, part.audioMs);
      }
    }
  }

  /** The voice, or what has become of it. */
  private sound(voiceName: string, audioMs: number): Buffer {
    const noise = this.faults.get('noise-audio');
    if (noise) return hiss(audioMs, noise.amplitude);
    const steady = this.faults.get('tone-audio');
    if (steady) return steadyTone(audioMs, steady.hertz, steady.amplitude);
    return tone(voiceName, audioMs, this.faults.get('quiet-audio')?.amplitude ?? DEFAULT_AMPLITUDE);
  }

  private firstByteMs(turn: ScenarioTurn | undefined): number {
    const { ttfbMs, ttfbSigma } = this.scenario.timing;
    const exact = turn?.ttfbMs ?? ttfbMs;
    return ttfbSigma === 0 ? exact : exact * Math.exp(ttfbSigma * normal());
  }

  private async pause(ms: number, signal: AbortSignal): Promise<void> {
    if (ms > 0) await sleep(ms / this.scenario.timing.speed, undefined, { signal });
  }
}

function calledNames(parts: readonly ScenarioPart[]): string[] {
  return parts.flatMap((part) => ('call' in part ? part.call.map((call) => call.name) : []));
}

/** A standard normal deviate (Box and Muller). */
function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}
