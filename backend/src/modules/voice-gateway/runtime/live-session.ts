import type { ClientMessage, ErrorCode, HelloMessage } from '@orbisvoice/contracts';
import { toAppError } from '../../../platform/http/index.js';
import type { RecorderReport } from '../recording/call-recorder.js';
import type { Effect } from '../session/effect.js';
import type { SessionInput, UntimedInput } from '../session/input.js';
import { initialState, step } from '../session/session.reducer.js';
import type { SessionState } from '../session/state.js';
import { CallInProgress } from './call-in-progress.js';
import type { ClientConnection, ClientEvents } from './client-connection.port.js';
import { HeldAudio } from './held-audio.js';
import { PacedDownlink } from './paced-downlink.js';
import { pcmOf, type PcmFrame } from './pcm-frame.js';
import { ProviderLink } from './provider-link.js';
import type { SessionParts } from './session-parts.js';
import { SessionTimers } from './session-timers.js';
import { VoiceActivity, type VoiceActivityEvent } from './voice-activity.js';

const MIC_BYTES_PER_MS = 32;

/**
 * One client connection and its call: a mailbox around the session reducer. Inputs are handled one after another, and
 * the effects of one are performed in order before the next; nothing else changes the session's state.
 */
export class LiveSession implements ClientEvents {
  private state: SessionState = initialState;
  private readonly mailbox: SessionInput[] = [];
  private handling = false;
  private broken = false;
  private readonly timers = new SessionTimers((timer, id) => this.post({ type: 'timer', timer, id }));
  private readonly link: ProviderLink;
  private readonly downlink: PacedDownlink;
  private readonly held = new HeldAudio();
  private readonly activity = new VoiceActivity();
  private call: CallInProgress | undefined;
  private readonly epochMs: number;
  private readonly epochMonotonicMs: number;

  constructor(
    private readonly client: ClientConnection,
    private readonly parts: SessionParts,
    private readonly over: () => void,
  ) {
    this.epochMs = parts.clock.now().getTime();
    this.epochMonotonicMs = parts.clock.monotonicMs();
    this.downlink = new PacedDownlink(client, () => parts.clock.monotonicMs(), {
      tooSlow: (lagMs) => this.post({ type: 'client.behind', lagMs }),
      dropped: (frames) => parts.metrics.agentAudioDropped(frames),
    });
    this.link = new ProviderLink(
      parts.provider,
      (report) => {
        if (report.type === 'input') this.post(report.input);
        else parts.metrics.observed(report.event);
      },
      (monotonicMs) => this.sessionTime(monotonicMs),
    );
  }

  start(): void {
    this.post({ type: 'connected' });
  }

  drain(deadlineMs: number): void {
    this.post({ type: 'drain', deadlineMs });
  }

  /** Resolves when everything about the call is written down, or no longer ours to write. */
  get recorded(): Promise<void> {
    return this.call?.recorded ?? Promise.resolve();
  }

  hello(hello: HelloMessage): void {
    this.post({ type: 'client.hello', hello });
  }

  audio(pcm: Buffer): void {
    const audio: PcmFrame = { pcm, durationMs: pcm.length / MIC_BYTES_PER_MS };
    this.post({ type: 'client.audio', audio });
    this.heard(this.activity.push(pcm, this.now()));
  }

  message(message: ClientMessage): void {
    switch (message.type) {
      case 'text':
        return this.post({ type: 'client.text', text: message.text });
      case 'mic':
        if (message.state === 'muted') this.heard(this.activity.stop());
        return this.post({ type: 'client.mic', state: message.state });
      case 'playback':
        this.downlink.played(message.turn, message.playedMs);
        return this.post({ type: 'client.playback', turn: message.turn, playedMs: message.playedMs });
      case 'tool.result': {
        const { id, result, error } = message;
        return this.post({ type: 'client.tool-result', id, result, error });
      }
      case 'end':
        return this.post({ type: 'client.end' });
    }
  }

  violation(code: ErrorCode, message: string): void {
    this.post({ type: 'client.violation', code, message });
  }

  gone(cause: 'closed' | 'lost' | 'too-slow'): void {
    this.post({ type: 'client.gone', cause });
  }

  private heard(event: VoiceActivityEvent | undefined): void {
    if (event?.type === 'started') this.post({ type: 'speech.started' });
    if (event?.type !== 'ended') return;
    const uplinkMs = this.link.current()?.uplink().heldMs ?? 0;
    this.post({ type: 'speech.ended', endedAt: event.endedAt, uplinkMs });
  }

  private now(): number {
    return this.sessionTime(this.parts.clock.monotonicMs());
  }

  private sessionTime(monotonicMs: number): number {
    return this.epochMs + monotonicMs - this.epochMonotonicMs;
  }

  private post(input: UntimedInput): void {
    this.mailbox.push({ ...input, at: this.now() } as SessionInput);
    if (this.handling) return;
    this.handling = true;
    try {
      for (let next = this.mailbox.shift(); next; next = this.mailbox.shift()) this.handle(next);
    } finally {
      this.handling = false;
    }
  }

  private handle(input: SessionInput): void {
    const wasClosed = this.state.name === 'closed';
    const { state, effects } = step(this.state, input);
    this.state = state;
    for (const effect of effects) this.performSafely(effect);
    if (state.name !== 'closed' || wasClosed) return;
    this.downlink.stop();
    this.call?.leave();
    this.over();
  }

  /**
   * A fault of ours ends this call and no other: inputs come from sockets and timers, where nobody would catch it. The
   * other effects are performed all the same, so that nothing stays open.
   */
  private performSafely(effect: Effect): void {
    try {
      this.parts.metrics.effect(effect);
      this.perform(effect);
    } catch (error) {
      this.parts.logger.error('a session broke', { err: error });
      if (!this.broken) this.mailbox.push({ type: 'broken', at: this.now() });
      this.broken = true;
    }
  }

  private perform(effect: Effect): void {
    switch (effect.type) {
      case 'send':
        return this.downlink.send(effect.message);
      case 'play-audio':
        return this.downlink.audio(effect.turn, pcmOf(effect.audio), effect.audio.durationMs);
      case 'close-client':
        return this.downlink.close(effect.code, effect.reason);
      case 'start-timer':
        return this.timers.start(effect.timer, effect.id, effect.ms);
      case 'stop-timer':
        return this.timers.stop(effect.timer);
      case 'admit':
        return void this.admit(effect.hello);
      case 'open-provider':
        return this.openProvider(effect);
      case 'close-provider':
        return this.link.close(effect.connection);
      case 'forward-audio':
        return this.link.of(effect.connection)?.sendAudio(pcmOf(effect.audio));
      case 'hold-audio':
        return this.parts.metrics.heldAudioDropped(this.held.hold(pcmOf(effect.audio)));
      case 'release-audio':
        return this.held.release().forEach((pcm) => this.link.of(effect.connection)?.sendAudio(pcm));
      case 'end-audio':
        return this.link.of(effect.connection)?.endAudio();
      case 'provider-text':
        return this.link.of(effect.connection)?.sendText(effect.text);
      case 'answer-tool':
        return this.link.of(effect.connection)?.answerTool(effect.id, effect.name, effect.outcome);
      case 'record-turn':
      case 'record-event':
      case 'finalise':
      case 'abandon-recording':
        return this.call?.record(effect);
      case 'measure-latency':
      case 'drop':
        return;
    }
  }

  private openProvider(effect: Extract<Effect, { type: 'open-provider' }>): void {
    const spec = this.call?.spec(effect.handle, effect.history);
    if (spec) this.link.open(effect.connection, spec);
  }

  /** Never rejects; the client may have left meanwhile, and then the call that was taken is ended at once. */
  private async admit(hello: HelloMessage): Promise<void> {
    try {
      const taken = await this.parts.desk.admit(hello, this.client.origin);
      const call = new CallInProgress(taken, this.parts, {
        reported: (report) => this.reported(report),
        leaseLost: () => this.post({ type: 'lease-lost' }),
      });
      this.call = call;
      if (this.state.name === 'closed') call.neverBegan(this.now());
      else this.post({ type: 'admission.accepted', facts: taken.facts });
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'internal')
        this.parts.logger.error('a call could not be admitted', { err: error.cause });
      this.post({ type: 'admission.refused', code: error.code, message: error.message });
    }
  }

  private reported(report: RecorderReport): void {
    switch (report.type) {
      case 'committed':
        return report.seqs.forEach((seq) => this.post({ type: 'turn.committed', seq }));
      case 'finalised':
        return this.post({ type: 'finalised' });
      case 'stale':
        return this.post({ type: 'lease-lost' });
      case 'overflow':
        return this.post({ type: 'broken' });
      case 'retrying':
        this.parts.metrics.commitRetried();
        return this.parts.logger.warn('a call could not be written yet', { err: report.error });
    }
  }
}
