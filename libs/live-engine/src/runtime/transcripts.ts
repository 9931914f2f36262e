import type { ActiveFaults } from '../scripted/fault.js';
import type { Outlet } from './outlet.js';
import { wordGroups } from './speech-frames.js';

/** Reports what the user said: in deltas, or whole where the model does so; never, twice or late by fault. */
export class InputTranscripts {
  private late: string[] = [];

  constructor(
    private readonly outlet: Outlet,
    private readonly settings: { enabled: boolean; whole: boolean },
    private readonly faults: ActiveFaults,
  ) {}

  heard(text: string): void {
    if (!this.settings.enabled || text === '') return;
    const mode = this.faults.get('input-transcripts')?.mode;
    if (mode === 'missing') return;
    if (mode === 'late') {
      this.late.push(text);
      return;
    }
    this.send(text);
    if (mode === 'duplicated') this.send(text);
  }

  /** Audio of the reply has begun: what was held back comes now. */
  replyBegan(): void {
    for (const text of this.late.splice(0)) this.send(text);
  }

  private send(text: string): void {
    const deltas = this.settings.whole ? [text] : wordGroups(text);
    for (const delta of deltas)
      this.outlet.message({ serverContent: { inputTranscription: { text: delta } } });
  }
}
