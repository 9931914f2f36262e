import type { CallAnalysis } from '@orbisvoice/contracts';
import { Button } from '../../../components/ui/button.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useAnalyseAgain } from '../api/analyse-again.js';
import { whyNoAnalysis } from '../lib/call-words.js';

/** For when it failed, or the agent asks for something else by now; and says where that came to nothing. */
export function AnalyseAgain({ callId, again }: { callId: string; again: CallAnalysis['again'] }) {
  const asking = useAnalyseAgain(callId);
  const ask = (): void => asking.mutate(undefined, { onError: (error) => toast(messageOf(error), 'bad') });
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3">
      <Button onClick={ask} disabled={asking.isPending || again?.state === 'waiting'}>
        Analyse again
      </Button>
      <p role="status" className="text-sm text-dim">
        {again && wordsOf(again)}
      </p>
    </div>
  );
}

function wordsOf({ state, reason }: NonNullable<CallAnalysis['again']>): string {
  if (state === 'waiting') return 'The call is being read again, by the settings of today.';
  return `The last time it was asked for, there was no result: ${whyNoAnalysis(reason)} You can ask again.`;
}
