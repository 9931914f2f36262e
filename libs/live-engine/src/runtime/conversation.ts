import type { Ear, EarEvent, MindContext, Performer, ReplyPart, Turn } from '../ports.js';
import type { ClientContent, ContextUpdate, FunctionResponse } from '../protocol/client-fields.js';
import { INTERNAL_ERROR } from '../protocol/refusal.js';
import { applyContextUpdate, STUBBORN_EAR, type SessionSetup } from '../protocol/setup.js';
import type { ResumptionStore, Snapshot } from '../session/resumption-store.js';
import { pendingCalls } from '../session/pending-calls.js';
import { step } from '../session/session-reducer.js';
import {
  openSession,
  type SessionEffect,
  type SessionInput,
  type SessionState,
} from '../session/session-state.js';
import { UsageMeter } from '../session/usage-meter.js';
import type { ActiveFaults } from '../scripted/fault.js';
import type { Scenario } from '../scripted/scenario.js';
import type { Outlet } from './outlet.js';
import type { Pacer } from './pacer.js';
import { ReplyRunner } from './reply-runner.js';
import { SessionHandles } from './session-handles.js';
import { Speaker } from './speaker.js';
import { speechFrames, type FrameOptions } from './speech-frames.js';
import { InputTranscripts } from './transcripts.js';
import { ToolCallWriter } from './tool-call-writer.js';
import { TurnWriter } from './turn-writer.js';

const NO_AUDIO = Buffer.alloc(0);

export interface ConversationParts {
  sessionId: string;
  setup: SessionSetup;
  restored: Snapshot | undefined;
  performer: Performer;
  scenario: Pick<Scenario, 'timing' | 'wire'>;
  faults: ActiveFaults;
  outlet: Outlet;
  pacer: Pacer;
  store: ResumptionStore;
  /** Audio chunks sent so far on this connection. */
  onChunk: (chunks: number) => void;
  /** Function calls have just been sent. */
  onCall: () => void;
  onError: (error: unknown) => void;
}

/** One session after its setup: feeds the turn machine and performs its effects. */
export class Conversation {
  private state: SessionState;
  private setup: SessionSetup;
  private readonly ear: Ear;
  private readonly speaker: Speaker;
  private readonly runner: ReplyRunner;
  private readonly meter: UsageMeter;
  private readonly transcripts: InputTranscripts;
  private readonly writer: TurnWriter;
  private readonly calls: ToolCallWriter;
  private readonly handles: SessionHandles;
  private readonly frameOptions: FrameOptions;
  /** Ending an activity in a session without any audio is an error. */
  hasHeardAudio = false;
  private inActivity = false;
  private speechStartMs = 0;
  private turns = 0;
  private mute = false;

  constructor(private readonly parts: ConversationParts) {
    const { setup, restored, performer, scenario, faults, outlet, pacer } = parts;
    const { timing, wire } = scenario;
    this.setup = setup;
    this.state = openSession(restored?.history);
    this.meter = new UsageMeter(
      setup.compression,
      restored?.context,
      setup.systemInstruction + JSON.stringify(setup.tools),
    );
    this.transcripts = new InputTranscripts(
      outlet,
      { enabled: setup.transcribesInput, whole: setup.rules.wholeInputTranscript },
      faults,
    );
    this.frameOptions = {
      json: wire.json,
      chunkMs: timing.chunkMs,
      transcription: setup.transcribesOutput ? wire.outputTranscription : 'none',
    };
    this.speaker = new Speaker(
      outlet,
      pacer,
      { pace: timing.pace, speed: timing.speed, stall: faults.get('stall') },
      {
        spoke: (text) => this.dispatch({ type: 'spoke', generation: this.state.generation, text }),
        chunkSent: (chunks) => this.chunkSent(chunks),
        generated: () => this.dispatch({ type: 'generated', generation: this.state.generation }),
        played: () => this.dispatch({ type: 'played', generation: this.state.generation }),
      },
    );
    this.runner = new ReplyRunner(performer, {
      part: (generation, part) => this.say(generation, part),
      done: () => this.speaker.finish(),
      failed: (_, error) => {
        parts.onError(error);
        outlet.close(INTERNAL_ERROR);
      },
    });
    this.writer = new TurnWriter(outlet, this.meter, faults, () => this.speaker.takeAudioMs());
    this.calls = new ToolCallWriter(outlet, faults, parts.onCall);
    this.handles = new SessionHandles(outlet, parts.store, {
      id: parts.sessionId,
      model: setup.model,
      wanted: setup.resumption !== undefined,
    });
    const turnsHeard = this.state.history.filter((turn) => turn.role === 'user').length;
    const settings = wire.ignoresDetection ? STUBBORN_EAR : setup.ear;
    this.ear = performer.listen({ ...settings, turnsHeard }, (event) => this.heard(event));
  }

  /** Announces that the session can be resumed; called once, soon after setupComplete. */
  begin(): void {
    this.perform({ type: 'resumable', resumable: true });
  }

  hear(pcm16k: Buffer): void {
    // Where the client marks activity itself, audio outside of it says nothing.
    if (!this.setup.automaticDetection && !this.inActivity) return;
    this.hasHeardAudio = true;
    if (this.setup.coversAllInput) this.meter.userAudio(pcm16k.length / 32);
    this.ear.push(pcm16k);
  }

  activityStart(): void {
    this.inActivity = true;
    this.ear.begin();
  }

  /** The client ended its activity. */
  flush(): void {
    this.inActivity = false;
    this.ear.flush();
  }

  /** The client ended its audio stream. */
  streamEnded(): void {
    if (!this.parts.faults.get('deaf-to-stream-end')) this.flush();
  }

  type(text: string): void {
    this.meter.text(text);
    this.dispatch({ type: 'typed', text });
  }

  insert(content: ClientContent): void {
    const turns = content.turns.map((turn): Turn => ({
      role: turn.role === 'model' ? 'model' : 'user',
      text: turn.parts.map((part) => part.text ?? '').join(' '),
    }));
    for (const turn of turns) this.meter.text(turn.text);
    this.dispatch({ type: 'content', turns, turnComplete: content.turnComplete });
  }

  answerTools(responses: FunctionResponse[]): void {
    for (const { response } of responses) this.meter.text(JSON.stringify(response));
    this.dispatch({ type: 'tools-answered', responses });
  }

  updateContext(update: ContextUpdate): void {
    this.setup = applyContextUpdate(this.setup, update);
  }

  takeBackCalls(): void {
    this.dispatch({ type: 'calls-taken-back' });
  }

  prompt(index: number): void {
    this.dispatch({ type: 'prompted', index });
  }

  close(): void {
    this.runner.stop();
    this.speaker.stop();
    this.ear.close();
  }

  /** No conversation has begun: `clientContent` may still seed it. */
  get isFresh(): boolean {
    return this.turns === 0;
  }

  /** A blocking call has no answer yet. */
  get waitsForTools(): boolean {
    return this.state.pendingCalls.some(({ behavior }) => behavior === 'BLOCKING');
  }

  private heard(event: EarEvent): void {
    switch (event.type) {
      case 'speech-start':
        this.speechStartMs = event.atMs;
        this.dispatch(event);
        return;
      case 'speech-end':
        if (!this.setup.coversAllInput)
          this.meter.userAudio(event.atMs - this.speechStartMs + this.setup.ear.prefixPaddingMs);
        this.dispatch(event);
        return;
      case 'utterance':
        this.transcripts.heard(event.text);
        this.dispatch({ type: 'user-said', text: event.text });
    }
  }

  private dispatch(input: SessionInput): void {
    const { rules, interruptible } = this.setup;
    const { contentInterrupts, interruptWaitsForUser } = rules;
    const { strictToolIds } = this.parts.scenario.wire;
    const { state, effects } = step(this.state, input, {
      interruptible,
      contentInterrupts,
      interruptWaitsForUser,
      strictToolIds,
    });
    this.state = state;
    for (const effect of effects) this.perform(effect);
  }

  private perform(effect: SessionEffect): void {
    const { outlet } = this.parts;
    if (this.mute && effect.type !== 'refuse') return;
    switch (effect.type) {
      case 'start-reply':
        this.startReply(effect);
        return;
      case 'stop-reply':
        this.runner.stop();
        this.writer.stopped(this.speaker.stop());
        return;
      case 'tool-call':
        this.calls.write(effect.calls);
        return;
      case 'cancel-calls':
        outlet.message({ toolCallCancellation: { ids: effect.ids } });
        return;
      case 'generation-complete':
        outlet.message({ serverContent: { generationComplete: true } });
        return;
      case 'interrupted':
        this.writer.write(effect);
        this.calls.interrupted();
        return;
      case 'turn-complete':
        this.writer.write(effect);
        this.mute = effect.interrupted && this.fallsSilent;
        return;
      case 'resumable':
        if (effect.resumable) this.handles.resumable(this.state.history, this.meter.snapshot);
        else this.handles.notResumable();
        return;
      case 'refuse':
        outlet.close(effect.refusal);
    }
  }

  private startReply({ generation, prompt, history }: Extract<SessionEffect, { type: 'start-reply' }>): void {
    this.turns += 1;
    if (this.isHurt('empty-turn')) {
      this.speaker.finish();
      return;
    }
    const { systemInstruction, voiceName, languageCode, tools } = this.setup;
    const context: MindContext = { systemInstruction, voiceName, languageCode, tools, history };
    this.runner.start(generation, prompt, context);
  }

  /** The present turn of the model is one that this fault is for. */
  private isHurt(type: 'empty-turn' | 'words-without-audio'): boolean {
    return this.parts.faults.all(type).some(({ turn }) => turn === undefined || turn === this.turns);
  }

  private say(generation: number, part: ReplyPart): void {
    if (part.type === 'speech') {
      const pcm24k = this.isHurt('words-without-audio') ? NO_AUDIO : part.pcm24k;
      this.speaker.enqueue(speechFrames(part.text, pcm24k, this.frameOptions));
      return;
    }
    const calls = pendingCalls(part.calls, this.setup);
    this.speaker.enqueue([{ action: () => this.dispatch({ type: 'called', generation, calls }) }]);
  }

  private chunkSent(chunks: number): void {
    this.transcripts.replyBegan();
    this.parts.onChunk(chunks);
    if (this.parts.faults.get('phantom-interrupted')?.afterChunks === chunks) {
      this.dispatch({ type: 'phantom-interruption' });
    }
    if (this.parts.faults.get('cut-turn')?.afterChunks === chunks) this.dispatch({ type: 'cut-short' });
  }

  /** Faults after which the socket stays open and nothing comes any more. */
  private get fallsSilent(): boolean {
    const { faults } = this.parts;
    return (
      faults.get('silent-after-interrupted') !== undefined || faults.get('phantom-interrupted') !== undefined
    );
  }
}
