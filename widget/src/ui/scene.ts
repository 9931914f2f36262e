import type { Settings } from '../embed/options.js';
import type { Conversation } from '../session/conversation.js';
import type { ViewFacts, ViewModel } from './view-model.js';

/** What the parts of the view share. They read it whenever the tree is updated. */
export interface Scene {
  readonly settings: Settings;
  readonly conversation: Conversation;
  facts: ViewFacts;
  /** What the panel shows of them. */
  shown: ViewModel;
  /** Of the call that runs. */
  elapsedMs: number | undefined;
  isOpen: boolean;
  composing: boolean;
  soundOpen: boolean;
  open(): void;
  close(): void;
  render(): void;
}
