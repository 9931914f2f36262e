import { useLayoutEffect, useState } from 'react';
import { api } from '../../../lib/api-client.js';
import { onTeamSwitch } from '../../../lib/live/team-switch.js';

export interface TeamQuestion {
  /** Another tab has taken the session to another team than the page's. */
  readonly isOpen: boolean;
  /** Whether the session is back: then the requests go on that were refused meanwhile. */
  settle(isBack: boolean): void;
}

/**
 * Listens from the moment that the page knows its team, so that nothing is missed while the dialog that asks is loaded.
 */
export function useTeamQuestion(tenantId: string | undefined): TeamQuestion {
  /** What waits for the decision: a refused request, or nothing but the page. */
  const [question, setQuestion] = useState<{ answer: (isBack: boolean) => void }>();
  useLayoutEffect(() => {
    if (tenantId === undefined) return;
    api.returnToTeam = () => new Promise((answer) => setQuestion({ answer }));
    const forget = onTeamSwitch((switchedTo) =>
      setQuestion((asked) => {
        if (switchedTo !== tenantId) return asked ?? { answer: () => undefined };
        asked?.answer(true);
        return undefined;
      }),
    );
    return () => {
      api.returnToTeam = undefined;
      forget();
    };
  }, [tenantId]);
  return {
    isOpen: question !== undefined,
    settle: (isBack) => {
      question?.answer(isBack);
      setQuestion(undefined);
    },
  };
}
