import { failureOf } from '../i18n/failure-words.js';
import type { WordKey } from '../i18n/language.js';
import type { ActionName } from '../session/conversation.js';
import { isLive, type LiveState, type WidgetState } from '../session/widget-state.js';

/** How the orb looks. */
export type Mood = 'idle' | 'waiting' | 'listening' | 'thinking' | 'speaking' | 'off';

export interface Action {
  name: ActionName;
  label: WordKey;
  primary: boolean;
}

export interface ViewFacts {
  state: WidgetState;
  agentName: string;
  voice: boolean;
  text: boolean;
  recorded: boolean;
  canRate: boolean;
  muted: boolean;
  /** The local demonstration engine answers; people must be told. */
  demo: boolean;
  /** There is something in the log. */
  spoken: boolean;
  captions: boolean;
  /** The visitor opened the writing line during a call by voice. */
  composing: boolean;
}

/**
 * Everything that the panel shows in one state, as data: one place to test, and one renderer that knows no state. What is
 * left out is not shown.
 */
export interface ViewModel {
  mood?: Mood | undefined;
  /** Of an alert both come from the one word: what happened, and what can be done. */
  title?: WordKey | undefined;
  hint?: WordKey | undefined;
  /** What is read with care: the notice of the consent. */
  notice?: string;
  recorded?: boolean;
  alert?: boolean;
  actions: readonly Action[];
  log?: boolean;
  composer?: boolean;
  /** The player's bar, and what it holds. */
  bar?: 'voice' | 'chat';
  stars?: number | undefined;
  thanks?: WordKey | undefined;
}

/** The actions with their words: what is to be done first stands first. */
type Part = Omit<ViewModel, 'actions'> & { actions?: (readonly [ActionName, WordKey])[] };

export function viewModel(facts: ViewFacts): ViewModel {
  const { actions = [], ...part } = partFor(facts);
  return {
    ...part,
    actions: actions.map(([name, label], index) => ({ name, label, primary: !index && name !== 'stop' })),
  };
}

function partFor(facts: ViewFacts): Part {
  const { state, voice, text } = facts;
  if (isLive(state))
    return state.mode === 'text' && state.stage !== 'paused' ? chat(state) : live(facts, state);
  switch (state.stage) {
    case 'consent':
      return {
        title: 'consent',
        notice: state.notice.text,
        recorded: facts.recorded,
        actions: [
          ['accept', 'accept'],
          ['decline', text ? 'decline' : 'declineAll'],
        ],
      };
    case 'error':
      return failure(facts, state);
    case 'ended':
    case 'rating':
      return ended(facts, state);
    case 'preparing':
    case 'permission':
    case 'connecting':
      return {
        mood: 'waiting',
        title: state.stage,
        hint: state.stage === 'permission' ? 'permissionHint' : undefined,
        actions: [['stop', 'cancel']],
      };
    default:
      return {
        mood: 'idle',
        title: 'welcome',
        recorded: facts.recorded && voice,
        actions: [...(voice ? [['talk', 'talk'] as const] : []), ...write(facts)],
      };
  }
}

const write = ({ text }: ViewFacts): (readonly [ActionName, WordKey])[] => (text ? [['write', 'write']] : []);

function live({ spoken, captions, composing, muted }: ViewFacts, state: LiveState): Part {
  const { stage } = state;
  const part: Part = {
    mood: 'off',
    title: stage,
    log: spoken && (captions || composing),
    composer: composing,
    bar: 'voice',
  };
  if (stage === 'paused')
    return {
      ...part,
      composer: false,
      hint: state.from ? 'keptHint' : 'pausedHint',
      actions: [['continue', 'continue']],
    };
  if (stage === 'reconnecting') return { ...part, mood: 'waiting', hint: 'keptHint' };
  return stage === 'listening' && muted ? { ...part, title: 'muted' } : { ...part, mood: stage };
}

/** In writing the words are the picture: no orb, and a state is told only where it is not the usual one. */
const chat = ({ stage }: LiveState): Part => ({
  title: stage === 'reconnecting' || stage === 'thinking' ? stage : undefined,
  log: true,
  composer: true,
  bar: 'chat',
});

function ended(
  { spoken, canRate }: ViewFacts,
  state: Extract<WidgetState, { stage: 'ended' | 'rating' }>,
): Part {
  const rating = state.stage === 'rating' ? state : undefined;
  const chatted = state.mode === 'text';
  return {
    // What was said takes the room of the picture.
    mood: spoken ? undefined : 'off',
    title: 'ended',
    hint: canRate && !rating ? 'rate' : undefined,
    log: spoken,
    stars: canRate ? (rating?.rating ?? 0) : undefined,
    thanks: rating?.answer,
    actions: [[chatted ? 'write' : 'talk', 'again']],
  };
}

function failure(facts: ViewFacts, state: Extract<WidgetState, { stage: 'error' }>): Part {
  const { word, retry, writing } = failureOf(state.code);
  return {
    title: word,
    alert: true,
    log: facts.spoken,
    actions: [
      ...(retry ? [['retry', 'retry'] as const] : []),
      ...(writing && state.mode === 'voice' ? write(facts) : []),
    ],
  };
}
