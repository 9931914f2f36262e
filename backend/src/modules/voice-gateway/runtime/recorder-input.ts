import type { RecorderReport } from '../recording/call-recorder.js';
import type { UntimedInput } from '../session/input.js';

/** What the session is told of its record. */
export function inputsOf(report: Exclude<RecorderReport, { type: 'retrying' }>): UntimedInput[] {
  switch (report.type) {
    case 'committed':
      return report.seqs.map((seq) => ({ type: 'turn.committed', seq }));
    case 'finalised':
      return [{ type: 'finalised' }];
    case 'released':
      return [{ type: 'handed-over' }];
    case 'stale':
      return [{ type: 'lease-lost' }];
    case 'overflow':
    case 'refused':
      return [{ type: 'unwritable' }];
  }
}
