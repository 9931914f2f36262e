import type { CallEndReason } from '@orbisvoice/contracts';
import type { CallFailureCode } from '@orbisvoice/voice-client';
import type { OrbisMode } from '../public-types.js';
import {
  IDLE,
  isActive,
  isLive,
  modeOf,
  type ConsentNotice,
  type TalkingStage,
  type WidgetState,
} from './widget-state.js';

/** What the voice client tells of its call. */
export type CallNews =
  | { phase: 'permission' | 'connecting' }
  | { phase: TalkingStage | 'reconnecting'; callId: string }
  | { phase: 'ended'; reason: CallEndReason; durationMs: number }
  | { phase: 'error'; code: CallFailureCode };

export type WidgetInput =
  | { type: 'start'; mode: OrbisMode }
  /** What is to be asked first, if anything. */
  | { type: 'prepared'; notice: ConsentNotice | undefined }
  | { type: 'refused'; code: CallFailureCode }
  | { type: 'accepted' }
  | { type: 'declined'; writing: boolean }
  | { type: 'call'; news: CallNews }
  | { type: 'sound-lost' | 'sound-back' }
  /** A call of the page before this one can go on. Voice waits for a click, writing does not. */
  | { type: 'restored'; mode: OrbisMode; callId: string }
  | { type: 'continue' }
  | { type: 'stop' }
  | { type: 'rate'; rating: number }
  | { type: 'rated'; ok: boolean }
  | { type: 'dismiss' };

export type WidgetEffect =
  | { type: 'prepare'; mode: OrbisMode }
  /** To be done inside the visitor's click: browsers unlock sound only there. */
  | { type: 'begin'; mode: OrbisMode; consent: { accepted: boolean; version: string } | undefined }
  | { type: 'resume'; mode: OrbisMode; callId: string }
  | { type: 'resume-sound' }
  | { type: 'hang-up' }
  | { type: 'tell-consent'; accepted: boolean; version: string }
  | { type: 'send-rating'; callId: string; rating: number };

export interface Step {
  state: WidgetState;
  effects: readonly WidgetEffect[];
}

const to = (state: WidgetState, ...effects: WidgetEffect[]): Step => ({ state, effects });

/** One step of the widget. An input that makes no sense in a state changes nothing. */
export function step(state: WidgetState, input: WidgetInput): Step {
  const same = to(state);
  switch (input.type) {
    case 'start':
      return isActive(state) || state.stage === 'preparing'
        ? same
        : to({ stage: 'preparing', mode: input.mode }, { type: 'prepare', mode: input.mode });
    case 'prepared':
      return state.stage === 'preparing' ? afterPreparing(state.mode, input.notice) : same;
    case 'refused':
      return state.stage === 'preparing' ? to({ stage: 'error', mode: state.mode, code: input.code }) : same;
    case 'accepted':
    case 'declined':
      return state.stage === 'consent' ? answered(state.notice, input) : same;
    case 'call':
      return isActive(state) ? onCall(state, input.news) : same;
    case 'sound-lost':
      return isLive(state) && isTalking(state.stage)
        ? to({ ...facts(state), stage: 'paused', cause: 'system', under: state.stage })
        : same;
    case 'sound-back':
      return state.stage === 'paused' && state.cause === 'system'
        ? to({ ...facts(state), stage: state.under })
        : same;
    case 'restored':
      return state.stage === 'idle' ? restored(input) : same;
    case 'continue':
      return state.stage === 'paused' ? goOn(state) : same;
    case 'stop':
      if (isActive(state)) return stopped(state);
      return state.stage === 'preparing' || state.stage === 'consent' ? to(IDLE) : same;
    case 'rate':
      return canRate(state)
        ? to(
            { ...facts(state), stage: 'rating', rating: input.rating, sent: 'pending' },
            { type: 'send-rating', callId: state.callId, rating: input.rating },
          )
        : same;
    case 'rated':
      return state.stage === 'rating' ? to({ ...state, sent: input.ok ? 'done' : 'failed' }) : same;
    case 'dismiss':
      return isActive(state) || state.stage === 'preparing' ? same : to(IDLE);
  }
}

const isTalking = (stage: string): stage is TalkingStage | 'reconnecting' =>
  stage !== 'paused' && stage !== 'ended' && stage !== 'rating';

const facts = ({ mode, callId }: { mode: OrbisMode; callId: string }) => ({ mode, callId });

/** A choice may be changed for as long as it can be seen. */
const canRate = (state: WidgetState): state is Extract<WidgetState, { stage: 'ended' | 'rating' }> =>
  state.stage === 'ended' || state.stage === 'rating';

/** Consent is for the voice: what is written needs none, since nothing opens the microphone. */
function afterPreparing(mode: OrbisMode, notice: ConsentNotice | undefined): Step {
  if (mode === 'voice' && notice) return to({ stage: 'consent', notice });
  const stage = mode === 'voice' ? 'permission' : 'connecting';
  return to({ stage, mode }, { type: 'begin', mode, consent: undefined });
}

function answered({ version }: ConsentNotice, input: WidgetInput & { type: 'accepted' | 'declined' }): Step {
  const accepted = input.type === 'accepted';
  const told: WidgetEffect = { type: 'tell-consent', accepted, version };
  const consent = { accepted, version };
  if (accepted)
    return to({ stage: 'permission', mode: 'voice' }, told, { type: 'begin', mode: 'voice', consent });
  if (!input.writing) return to(IDLE, told);
  return to({ stage: 'connecting', mode: 'text' }, told, { type: 'begin', mode: 'text', consent });
}

function onCall(state: WidgetState, news: CallNews): Step {
  const mode = modeOf(state);
  switch (news.phase) {
    case 'error':
      return to({ stage: 'error', mode, code: news.code });
    case 'ended': {
      // A call that was given up before it began leaves nothing to sum up.
      if (!isLive(state)) return to(IDLE);
      const { reason, durationMs } = news;
      return to({ ...facts(state), stage: 'ended', reason, durationMs });
    }
    case 'permission':
    case 'connecting':
      // A resumed call keeps its place, and writing opens no microphone that could want a permission.
      if (isLive(state) || state.stage === news.phase || (mode === 'text' && news.phase === 'permission'))
        return to(state);
      return to({ stage: news.phase, mode });
    default: {
      const { phase, callId } = news;
      if (state.stage === 'paused' && state.cause === 'system') return to({ ...state, under: phase });
      if (state.stage === phase && state.callId === callId) return to(state);
      return to({ mode, callId, stage: phase });
    }
  }
}

function restored({ mode, callId }: { mode: OrbisMode; callId: string }): Step {
  if (mode === 'text') return to({ mode, callId, stage: 'reconnecting' }, { type: 'resume', mode, callId });
  return to({ mode, callId, stage: 'paused', cause: 'reload', under: 'reconnecting' });
}

function goOn(state: WidgetState & { stage: 'paused' }): Step {
  if (state.cause === 'system') return to(state, { type: 'resume-sound' });
  const { mode, callId } = state;
  return to({ mode, callId, stage: 'reconnecting' }, { type: 'resume', mode, callId });
}

/** The voice client answers a hang-up with `ended`; a call that only a reload remembers has no client to answer. */
function stopped(state: WidgetState): Step {
  const silent = state.stage === 'paused' && state.cause === 'reload';
  return silent || !isLive(state) ? to(IDLE, { type: 'hang-up' }) : to(state, { type: 'hang-up' });
}
