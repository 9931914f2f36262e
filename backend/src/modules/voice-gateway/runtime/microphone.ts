import type { LevelAgo } from './echo-follower.js';
import { EchoLevel } from './echo-level.js';
import { eachWindow, micDurationMs } from './mic-level.js';
import {
  MEASURING,
  VoiceActivity,
  type VoiceActivityEvent,
  type VoiceActivitySettings,
} from './voice-activity.js';

/** Kept back until it is known whether somebody speaks; so the first syllables are not lost. */
const LINE_MS = 500;

export interface MicrophoneSettings {
  /** Turns are detected here, with these durations, and only what lies within them is passed on. */
  readonly ownTurns: VoiceActivitySettings | undefined;
  /** The agent may be heard in the microphone while it is played. */
  readonly echo: boolean;
}

export interface MicrophoneListener {
  /** What is to go on to the model, in order. */
  audio(pcm: Buffer): void;
  speech(event: VoiceActivityEvent): void;
  /** Frames that the model does not get to hear: echo, or silence that it need not hear. */
  keptBack(frames: number): void;
}

/**
 * The visitor's microphone on its way to the model. Usually all of it passes. While the agent is played to a visitor
 * whose echo is not cancelled, and between turns where turns are detected here, audio waits in a short line: it leaves
 * as silence (or not at all), or whole and at once when somebody is found to speak.
 */
export class Microphone {
  private readonly activity: VoiceActivity;
  private readonly echo = new EchoLevel();
  private line: Buffer[] = [];
  private lineMs = 0;

  constructor(
    private readonly settings: MicrophoneSettings,
    private readonly listener: MicrophoneListener,
  ) {
    this.activity = new VoiceActivity(settings.ownTurns ?? MEASURING);
  }

  /** `agentPlays`: the visitor's loudspeaker is at it, by what is known of it at such a loudness. */
  push(pcm: Buffer, at: number, agentPlays: boolean, levelAgo?: LevelAgo): void {
    const guarded = this.settings.echo && agentPlays;
    const spoke = this.activity.speaking;
    const event = guarded ? this.listenOverEcho(pcm, at, levelAgo) : this.activity.push(pcm, at);
    // A long frame may hold a whole word, from start to end.
    if (event && !spoke) this.begin();
    const ended = event?.type === 'ended';
    if (this.activity.speaking || ended) this.listener.audio(pcm);
    else if (guarded || this.settings.ownTurns) this.wait(pcm);
    else this.pass(pcm);
    if (ended) this.listener.speech(event);
  }

  /** The microphone was closed. */
  stop(): void {
    const event = this.activity.stop();
    if (this.settings.ownTurns) this.empty();
    else this.passLine();
    if (event) this.listener.speech(event);
  }

  private listenOverEcho(pcm: Buffer, at: number, levelAgo?: LevelAgo): VoiceActivityEvent | undefined {
    let event: VoiceActivityEvent | undefined;
    const lengthMs = micDurationMs(pcm);
    let before = 0;
    eachWindow(pcm, (level, ms) => {
      const ahead = lengthMs - before - ms;
      before += ms;
      this.echo.expect(levelAgo && ((ago) => levelAgo(ago + ahead)));
      event = this.activity.window(level, ms, at, this.echo.hurdle) ?? event;
      if (this.activity.speaking) this.echo.forgetBurst();
      else this.echo.hear(level, this.activity.candidate);
    });
    return event;
  }

  private begin(): void {
    this.listener.speech({ type: 'started' });
    this.passLine();
  }

  /** The agent is no longer played: what may be the beginning of an answer goes on, the rest was its echo. */
  private pass(pcm: Buffer): void {
    if (this.line.length > 0) {
      if (this.activity.candidate) this.passLine();
      else this.leave(0);
    }
    this.listener.audio(pcm);
  }

  private wait(pcm: Buffer): void {
    this.line.push(pcm);
    this.lineMs += micDurationMs(pcm);
    this.leave(LINE_MS);
  }

  /** What has waited for too long was nobody: to a model that detects turns itself, time goes on in silence. */
  private leave(keepMs: number): void {
    let frames = 0;
    for (let pcm = this.line[0]; pcm && this.lineMs > keepMs; pcm = this.line[0]) {
      this.line.shift();
      this.lineMs -= micDurationMs(pcm);
      frames += 1;
      if (!this.settings.ownTurns) this.listener.audio(Buffer.alloc(pcm.length));
    }
    if (frames > 0) this.listener.keptBack(frames);
  }

  private passLine(): void {
    for (const pcm of this.empty()) this.listener.audio(pcm);
  }

  private empty(): Buffer[] {
    const frames = this.line;
    this.line = [];
    this.lineMs = 0;
    return frames;
  }
}
