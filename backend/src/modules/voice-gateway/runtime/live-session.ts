import { CLOSE_CODES, type ClientMessage, type ErrorCode, type HelloMessage } from '@orbisvoice/contracts';
import { toAppError } from '../../../platform/http/index.js';
import { cappedResult } from '../../tools/index.js';
import type { Effect } from '../session/effect.js';
import type { SessionInput, UntimedInput } from '../session/input.js';
import { initialState, step } from '../session/session.reducer.js';
import { hasCall, type SessionState } from '../session/state.js';
import type { CallAgain } from './call-returns.service.js';
import type { AdmissionStep, TakenCall } from './call-desk.service.js';
import { CurrentClient } from './current-client.js';
import { CallInProgress } from './call-in-progress.js';
import type { Clip } from './clip.js';
import type { ClientConnection, ClientEvents } from './client-connection.port.js';
import { PacedDownlink } from './paced-downlink.js';
import { micDurationMs } from './mic-level.js';
import { Microphone, type MicrophoneListener } from './microphone.js';
import { pcmOf, type PcmFrame } from './pcm-frame.js';
import { ProviderLink, type LinkReport } from './provider-link.js';
import { receive } from './reception.js';
import type { SessionParts } from './session-parts.js';
import type { SessionHere } from './sessions-here.js';
import { SessionClock } from './session-clock.js';
import { SessionTimers } from './session-timers.js';
import { Underruns } from './underruns.js';
import type { VoiceActivityEvent } from './voice-activity.js';
import { VoiceUplink } from './voice-uplink.js';

/**
 * One call and the client connection that it has, one after another: a mailbox around the session reducer. Inputs are
 * handled one after another, and the effects of one are performed in order before the next; nothing else changes the
 * session's state.
 */
export class LiveSession implements ClientEvents, SessionHere {
  private state: SessionState = initialState;
  private readonly mailbox: SessionInput[] = [];
  private handling = false;
  private broken = false;
  private readonly timers = new SessionTimers((timer, id) => this.post({ type: 'timer', timer, id }));
  private readonly link: ProviderLink;
  private readonly downlink: PacedDownlink;
  private readonly voice: VoiceUplink;
  private readonly uplink: MicrophoneListener = {
    audio: (pcm) => {
      const audio: PcmFrame = { pcm, durationMs: micDurationMs(pcm) };
      this.post({ type: 'client.audio', audio });
    },
    speech: (event) => this.heard(event),
    keptBack: (frames) => this.parts.metrics.micAudioKeptBack(frames),
  };
  /** Passes everything until it is known what the agent and the model need. */
  private microphone = new Microphone({ ownTurns: undefined, echo: false }, this.uplink);
  private call: CallInProgress | undefined;
  private client: ClientConnection | undefined;
  /** Given out and perhaps not received. */
  private unproven: string | undefined;
  private readonly underruns = new Underruns();
  private admission: AdmissionStep = 'credentials';
  private readonly received = { micMs: 0, messages: 0 };
  private readonly clock: SessionClock;

  constructor(
    client: ClientConnection,
    private readonly parts: SessionParts,
    private readonly over: () => void,
  ) {
    this.client = client;
    this.clock = new SessionClock(parts.clock);
    this.downlink = new PacedDownlink(client, () => parts.clock.monotonicMs(), {
      tooSlow: (lagMs) => this.post({ type: 'client.behind', lagMs }),
      dropped: (frames) => parts.metrics.agentAudioDropped(frames),
      full: (full) => this.link.setReading(!full),
    });
    this.link = new ProviderLink(
      parts.provider,
      (report) => {
        if (report.type === 'input') this.post(report.input);
        else if (report.type === 'usage') this.metered(report);
        else parts.metrics.observed(report.event);
      },
      (monotonicMs) => this.clock.at(monotonicMs),
    );
    this.voice = new VoiceUplink(this.link, parts.metrics);
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

  get isEnding(): boolean {
    return this.state.name === 'draining' && !this.state.handedOver;
  }

  /** What this connection tells counts for as long as no other takes its place. */
  eventsOf(client: ClientConnection): ClientEvents {
    return new CurrentClient(this, () => this.client === client);
  }

  get heldEpoch(): number | undefined {
    return hasCall(this.state) && this.state.name !== 'opening-provider' ? this.call?.owned.epoch : undefined;
  }

  attach(client: ClientConnection, { before }: CallAgain): void {
    const { turns, request, resumeSecret } = before;
    const { client: former } = this;
    this.client = client;
    this.unproven = resumeSecret;
    client.listen(this.eventsOf(client));
    former?.close(CLOSE_CODES.takenOver.code, 'taken_over');
    const back = { turns, request, resumeSecret };
    const unheardMs = this.downlink.attach(client, request.playing);
    if (!request.playing) this.underruns.beginAnew();
    this.post({ type: 'client.returned', back, received: { ...this.received }, unheardMs });
  }

  lost(): void {
    this.post({ type: 'lease-lost' });
  }

  readyArrived(): void {
    const { unproven, call } = this;
    this.unproven = undefined;
    // Where this fails the earlier secret works on, which does no harm.
    if (unproven && call) this.parts.desk.proven(call.owned, unproven).catch(() => undefined);
  }

  hello(hello: HelloMessage): void {
    this.post({ type: 'client.hello', hello });
  }

  audio(pcm: Buffer): void {
    this.received.micMs += micDurationMs(pcm);
    this.microphone.push(pcm, this.clock.now(), this.downlink.playing, this.downlink.levelAgo);
  }

  message(message: ClientMessage): void {
    if (message.type === 'text' || message.type === 'tool.result') this.received.messages += 1;
    switch (message.type) {
      case 'text':
        return this.post({ type: 'client.text', text: message.text });
      case 'mic':
        if (message.state === 'muted') this.microphone.stop();
        return this.post({ type: 'client.mic', state: message.state });
      case 'playback':
        return this.playedAt(message);
      case 'tool.result': {
        const { id, result, error } = message;
        return this.post({ type: 'client.tool-result', id, result: cappedResult(result), error });
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

  private playedAt({ turn, playedMs, underruns = 0 }: Extract<ClientMessage, { type: 'playback' }>): void {
    this.post({ type: 'client.playback', turn, playedMs: this.downlink.played(turn, playedMs) });
    const times = this.underruns.toTell(underruns, this.clock.now());
    if (times > 0) this.post({ type: 'client.underrun', turn, times });
  }

  private heard(event: VoiceActivityEvent): void {
    if (event.type === 'started') return this.post({ type: 'speech.started' });
    const uplinkMs = this.link.current()?.uplinkHeldMs ?? 0;
    this.post({ type: 'speech.ended', endedAt: event.endedAt, uplinkMs });
  }

  private metered({ connection, generation, usage }: Extract<LinkReport, { type: 'usage' }>): void {
    const turn = 'exchange' in this.state ? (this.state.exchange?.turn ?? null) : null;
    this.call?.used(connection, generation, usage, { turn, at: this.clock.now() });
  }

  private post(input: UntimedInput): void {
    this.mailbox.push({ ...input, at: this.clock.now() } as SessionInput);
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
    this.call?.trace?.input(input);
    const { state, effects } = step(this.state, input);
    this.state = state;
    for (const effect of effects) this.performSafely(effect);
    if (state.name !== 'closed' || wasClosed) return;
    this.downlink.stop();
    this.call?.leave();
    if (this.call) this.parts.here.remove(this.call.owned.callId, this);
    this.over();
  }

  /**
   * A fault of ours ends this call and no other: inputs come from sockets and timers, where nobody would catch it. The
   * other effects are performed all the same, so that nothing stays open.
   */
  private performSafely(effect: Effect): void {
    try {
      this.parts.metrics.effect(effect);
      this.call?.trace?.effect(effect);
      this.perform(effect);
    } catch (error) {
      this.parts.logger.error('a session broke', { err: error });
      if (!this.broken) this.mailbox.push({ type: 'broken', at: this.clock.now() });
      this.broken = true;
    }
  }

  private perform(effect: Effect): void {
    switch (effect.type) {
      case 'send':
        return effect.now ? this.downlink.sendNow(effect.message) : this.downlink.send(effect.message);
      case 'play-audio':
        return this.downlink.audio(effect.turn, pcmOf(effect.audio), effect.audio.durationMs);
      case 'play-apology':
        return this.playClip(effect.turn, this.call?.apology());
      case 'prepare-filler':
        return void this.call?.prepareFiller(effect);
      case 'play-filler':
        return this.playClip(effect.turn, this.call?.filler(effect.words));
      case 'resume-audio':
        return this.downlink.resume(effect.state);
      case 'detach-client':
        return this.detach(effect.close);
      case 'close-client':
        return this.downlink.close(effect.code, effect.reason);
      case 'start-timer':
        return this.timers.start(effect.timer, effect.id, effect.ms);
      case 'stop-timer':
        return this.timers.stop(effect.timer);
      case 'admit':
        return void this.admit(effect.hello);
      case 'admission-overdue':
        return this.parts.logger.warn('a call was kept waiting for too long', {
          durationMs: effect.afterMs,
          step: this.admission,
        });
      case 'open-provider':
        return this.openProvider(effect);
      case 'close-provider':
        return this.link.close(effect.connection);
      case 'forward-audio':
      case 'hold-audio':
      case 'release-audio':
      case 'catch-up-audio':
      case 'keep-audio':
      case 'forget-audio':
        return this.voice.perform(effect);
      case 'end-audio':
        return this.link.of(effect.connection)?.endAudio();
      case 'end-activity':
        return this.link.of(effect.connection)?.endActivity();
      case 'provider-text':
        return this.link.of(effect.connection)?.sendText(effect.text);
      case 'answer-tool':
        return this.link.of(effect.connection)?.answerTool(effect.id, effect.name, effect.outcome);
      case 'excuse-tool':
        return this.link.of(effect.connection)?.excuseTool(effect.id, effect.name, effect.text);
      case 'invoke-tool':
        return this.call?.tools.invoke(effect);
      case 'await-tool':
        return this.call?.tools.await(effect.occasion);
      case 'abort-tool':
        return this.call?.tools.abort(effect.occasion);
      case 'keep-page-answer':
        return this.call?.tools.keep(effect.occasion, effect.answer);
      case 'record-turn':
      case 'record-event':
      case 'finalise':
      case 'hand-over':
      case 'abandon-recording':
        return this.call?.record(effect);
      case 'measure-latency':
      case 'measure-first-sound':
      case 'setup-failed':
      case 'drop':
        return;
    }
  }

  private playClip(turn: number, clip: Clip | undefined): void {
    for (const { pcm, durationMs } of clip?.chunks ?? []) this.downlink.audio(turn, pcm, durationMs);
  }

  private openProvider(effect: Extract<Effect, { type: 'open-provider' }>): void {
    const spec = this.call?.spec(effect);
    if (spec) this.link.open(effect.connection, spec);
  }

  private detach(close: Extract<Effect, { type: 'detach-client' }>['close']): void {
    const { client } = this;
    this.client = undefined;
    this.downlink.detach();
    if (close) client?.close(close.code, close.reason);
  }

  /** Never rejects; the client may have left meanwhile, and then the call that was taken is let go at once. */
  private async admit(hello: HelloMessage): Promise<void> {
    const { client } = this;
    if (!client) return;
    try {
      const received = await receive(hello, client.origin, this.parts, (next) => (this.admission = next));
      if (received.to === 'you') return this.begin(received.taken);
      // The visitor may have gone again; then the earlier connection, if any, is as good as it was.
      if (this.state.name === 'closed') return;
      this.post({ type: 'admission.elsewhere' });
      received.session.attach(client, received.again);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'internal')
        this.parts.logger.error('a call could not be admitted', { err: error.cause });
      this.post({ type: 'admission.refused', code: error.code, message: error.message });
    }
  }

  private begin(taken: TakenCall): void {
    const { before } = taken;
    const call = new CallInProgress(taken, this.parts, (input) => this.post(input));
    this.call = call;
    this.unproven = before?.resumeSecret;
    // Where consent is missing, every frame has to reach the session, which refuses the first.
    if (taken.facts.consent !== 'missing') this.microphone = new Microphone(taken.microphone, this.uplink);
    if (taken.microphone.echo) this.downlink.listenAlong();
    if (this.state.name !== 'closed') {
      this.parts.here.put(taken.owned.callId, this);
      this.post({ type: 'admission.accepted', facts: taken.facts, before });
    } else if (before) call.notGoneOn(before);
    else call.neverBegan(this.clock.now());
  }
}
