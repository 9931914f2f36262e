import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useAnalyseAgain } from '../api/analyse-again.js';

/** For when it failed, or the agent asks for something else by now. */
export function AnalyseAgain({ callId, analysedAt }: { callId: string; analysedAt: string }) {
  const again = useAnalyseAgain(callId);
  /** The analysis that is to be replaced. */
  const [replaced, setReplaced] = useState<string>();
  const waiting = replaced === analysedAt;
  const ask = (): void =>
    again.mutate(undefined, {
      onSuccess: () => setReplaced(analysedAt),
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3">
      <Button onClick={ask} disabled={again.isPending || waiting}>
        Analyse again
      </Button>
      <p role="status" className="text-sm text-dim">
        {waiting ? 'The call is being read again, by the settings of today.' : ''}
      </p>
    </div>
  );
}
