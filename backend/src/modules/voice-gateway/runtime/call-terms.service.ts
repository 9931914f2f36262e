import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { Logger } from '../../../platform/logging/index.js';
import { ToolsFacade, type SpokenLine } from '../../tools/index.js';
import { Tracing } from '../../../platform/tracing/index.js';
import type { OwnedCall } from '../recording/call-recorder.js';
import { VoiceProvider, type WarmConnection } from '../providers/voice-provider.port.js';
import type { CallBefore, CallFacts } from '../session/input.js';
import { WAIT_MS } from '../session/limits.js';
import { answerWithin } from '../session/patience.js';
import type { CallParty } from '../tickets/call-admission.service.js';
import type { LeftBehind } from '../tickets/resume-tickets.js';
import { apologyClip } from './apology-clip.js';
import { callTools, type CallTools } from './call-tools.js';
import { CallTrace } from './call-trace.js';
import { FillerClips } from './filler-clips.service.js';
import type { MicrophoneSettings } from './microphone.js';
import { microphoneSettings } from './microphone-settings.js';
import { begunBefore, ToolRunner, type ToolListener, type ToolUser } from './tool-runner.js';

/** What agent, model and visitor together mean for a call; fixed for as long as one gateway has it. */
export interface CallTerms {
  readonly facts: CallFacts;
  readonly microphone: MicrophoneSettings;
  /** What the model is told of tools, on every connection of this call. */
  readonly declarations: CallTools['declarations'];
  /** For what a model that waits for a tool cannot say. */
  readonly fillers: FillerClips;
}

interface Given extends Pick<CallFacts, 'callId' | 'consent' | 'resumeSecret'> {
  readonly tools: CallTools;
  readonly kept: LeftBehind;
}

@Injectable()
export class CallTermsOf {
  constructor(
    private readonly tools: ToolsFacade,
    private readonly provider: VoiceProvider,
    private readonly config: AppConfig,
    private readonly tracing: Tracing,
    private readonly fillers: FillerClips,
  ) {}

  /** The way to the model, for a call that is about to be taken. */
  warm(): WarmConnection | undefined {
    return this.provider.warm();
  }

  /** As they are now: a call keeps them, so that the model is never told of a tool that it cannot use. */
  async toolsOf({ tenantId, agent }: CallParty): Promise<CallTools> {
    const tools =
      agent.toolIds.length > 0 ? await this.tools.declarationsFor(tenantId, agent.id, agent.toolIds) : [];
    return callTools(tools, this.provider.capabilities);
  }

  /** What other gateways began in a call that has been taken over. */
  begunBefore(owned: OwnedCall): Promise<CallBefore['begun']> {
    return begunBefore(this.tools, owned);
  }

  /** @param before What was said while other gateways had the call. */
  toolRunner(
    user: ToolUser,
    listener: ToolListener,
    logger: Pick<Logger, 'error'>,
    before: readonly SpokenLine[],
  ): ToolRunner {
    return new ToolRunner(this.tools, user, listener, logger, before);
  }

  /** Begins the spans of a call that has been taken. */
  traceOf({ agent }: CallParty, owned: OwnedCall, { trace }: LeftBehind): CallTrace | undefined {
    return this.tracing.enabled ? new CallTrace(this.tracing, owned, agent.id, trace) : undefined;
  }

  of(who: CallParty, given: Given): CallTerms {
    return {
      facts: this.facts(who, given),
      microphone: microphoneSettings(who.agent, this.provider.capabilities, given.kept),
      declarations: given.tools.declarations,
      fillers: this.fillers,
    };
  }

  private facts({ agent, words }: CallParty, { callId, consent, resumeSecret, tools }: Given): CallFacts {
    const { inputSampleRate, outputSampleRate, ownTurnDetection, mayStaySilent } = this.provider.capabilities;
    return {
      callId,
      agent: { id: agent.id, name: agent.name, language: agent.language, voiceId: agent.voiceId },
      firstMessage: words.firstMessage,
      consent,
      idleMs: agent.idleTimeoutSeconds * 1_000,
      maxDurationMs: agent.maxDurationSeconds * 1_000,
      silencePromptMs: agent.silencePromptSeconds * 1_000,
      mayStaySilent,
      apologyMs: apologyClip(agent.language)?.durationMs ?? 0,
      answerMs: answerWithin(this.config.liveEngine ? WAIT_MS.answerOfDemo : WAIT_MS.answer, agent.patience),
      ownTurns: ownTurnDetection,
      tools: tools.tools,
      resumeSecret,
      demo: this.config.liveEngine,
      audio: { inputSampleRate, outputSampleRate },
    };
  }
}
