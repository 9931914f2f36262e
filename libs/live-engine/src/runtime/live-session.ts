import type { WebSocket } from 'ws';
import { cutAudio } from '../protocol/audio-message.js';
import { readClientMessage, type ClientMessage } from '../protocol/client-message.js';
import { ABORTED, INTERNAL_ERROR, INVALID_ARGUMENT, type Refusal } from '../protocol/refusal.js';
import { audioContent } from '../protocol/server-message.js';
import { echoChunk } from '../scripted/marker.js';
import type { Scenario } from '../scripted/scenario.js';
import { announceEnd } from './announced-end.js';
import { Conversation, type ConversationParts } from './conversation.js';
import { FaultSchedule } from './fault-schedule.js';
import { receiveRealtime } from './realtime-input.js';
import { Timers } from './timers.js';

export interface LiveSessionParts extends Omit<ConversationParts, 'scenario' | 'onChunk' | 'onCall'> {
  scenario: Scenario;
  hangs: boolean;
  webSocket: WebSocket;
}

/** A connection after its valid setup: setupComplete, its life, the messages of both sides. */
export class LiveSession {
  private readonly timers: Timers;
  private readonly schedule: FaultSchedule;
  private readonly leave: () => void;
  private conversation: Conversation | undefined;
  /** Frames that came before setupComplete. */
  private early: Buffer[] = [];
  /** On the monotonic clock. */
  private calledAt = 0;

  constructor(private readonly parts: LiveSessionParts) {
    const { scenario, faults, outlet, store, sessionId } = parts;
    this.timers = new Timers(scenario.timing.speed);
    this.schedule = new FaultSchedule(faults, outlet, this.timers);
    this.leave = store.opened(sessionId, () => outlet.isOpen || faults.get('held-open') !== undefined);
    this.limitLife();
    const slow = faults.get('slow-reader');
    if (slow) this.timers.after(slow.afterMs, () => this.stopReading(slow.forMs));
    this.schedule.reached('setup');
    if (!faults.get('no-setup-answer') && !parts.hangs)
      this.timers.after(scenario.timing.setupMs, () => this.begin());
  }

  receive(frame: Buffer): void {
    const { conversation } = this;
    if (!this.parts.outlet.isOpen) return;
    if (!conversation) {
      this.early.push(frame);
      return;
    }
    if (this.parts.setup.failsAtFirstMessage) {
      this.refuse(this.parts.setup.failsAtFirstMessage);
      return;
    }
    const pcm = cutAudio(frame);
    if (pcm && this.refusesInput) this.refuse(ABORTED);
    else if (pcm) this.hear(conversation, pcm);
    else this.read(frame, conversation);
  }

  private get refusesInput(): boolean {
    const strict = this.parts.faults.get('refuse-input-in-call');
    if (!strict || !this.conversation?.waitsForTools) return false;
    return performance.now() - this.calledAt > strict.afterMs;
  }

  ping(data: Buffer): void {
    const { webSocket, faults } = this.parts;
    const slow = faults.get('slow-pong');
    if (!slow) webSocket.pong(data);
    else this.timers.after(slow.ms, () => this.parts.outlet.isOpen && webSocket.pong(data));
  }

  end(): void {
    this.timers.clear();
    this.conversation?.close();
    const held = this.parts.faults.get('held-open');
    if (held) this.timers.after(held.forMs, this.leave);
    else this.leave();
  }

  private begin(): void {
    const { outlet, performer, onError } = this.parts;
    if (!outlet.isOpen) return;
    const conversation = new Conversation({
      ...this.parts,
      onChunk: (chunks) => this.schedule.chunkSent(chunks),
      onCall: () => this.called(),
    });
    this.conversation = conversation;
    outlet.message({ setupComplete: {} });
    conversation.begin();
    performer.unprompted?.forEach(({ afterMs }, index) =>
      this.timers.after(afterMs, () => conversation.prompt(index)),
    );
    try {
      for (const frame of this.early.splice(0)) this.receive(frame);
    } catch (error) {
      onError(error);
      this.refuse(INTERNAL_ERROR);
    }
  }

  private called(): void {
    this.calledAt = performance.now();
    this.schedule.reached('tool-call');
    const back = this.parts.faults.get('cancel-calls');
    if (back) this.timers.after(back.afterMs, () => this.conversation?.takeBackCalls());
  }

  private read(frame: Buffer, conversation: Conversation): void {
    const message = readClientMessage(frame);
    const refusal = message.ok ? this.take(message.value, conversation) : message.refusal;
    if (refusal) this.refuse(refusal);
  }

  private take(message: ClientMessage, conversation: Conversation): Refusal | undefined {
    const { setup } = this.parts;
    switch (message.type) {
      case 'setup':
        return INVALID_ARGUMENT;
      case 'realtime':
        if (this.refusesInput) return ABORTED;
        return receiveRealtime(message.input, setup, conversation, (pcm) => this.hear(conversation, pcm));
      case 'content':
        if (setup.rules.contentSeedsOnly && !conversation.isFresh) return INVALID_ARGUMENT;
        conversation.insert(message.content);
        return undefined;
      case 'tool-response':
        conversation.answerTools(message.responses);
        this.schedule.reached('tool-response');
        return undefined;
      case 'context-update':
        if (setup.rules.family !== '3.8') return INVALID_ARGUMENT;
        conversation.updateContext(message.update);
        return undefined;
    }
  }

  private hear(conversation: Conversation, pcm16k: Buffer): void {
    if (this.parts.scenario.echo)
      this.parts.outlet.message({ serverContent: audioContent(echoChunk(pcm16k)) });
    else conversation.hear(pcm16k);
  }

  private limitLife(): void {
    const { outlet, scenario } = this.parts;
    const { lifeMs, goAwayMs } = scenario.timing;
    if (lifeMs === undefined) return;
    const noticeMs = Math.min(goAwayMs, lifeMs);
    this.timers.after(lifeMs - noticeMs, () => announceEnd(outlet, this.timers, noticeMs));
  }

  private stopReading(forMs: number): void {
    const { webSocket } = this.parts;
    webSocket.pause();
    this.timers.after(forMs, () => webSocket.resume());
  }

  private refuse(refusal: Refusal): void {
    this.parts.outlet.close(refusal);
  }
}
