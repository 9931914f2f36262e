import type { Me } from '@orbisvoice/contracts';
import { useEffect, useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { FormError } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';
import { api } from '../../../lib/api-client.js';
import { messageOf } from '../../../lib/api-error.js';
import { onTeamSwitch } from '../../../lib/live/team-switch.js';
import { useReturnToTeam } from '../api/switch-team.js';

/**
 * Stands over the page once another tab has taken the session to another team. What was typed stays, and nothing of it is
 * written there: the server refuses requests for a team that the session is not in, and they are made again after the
 * return.
 */
export function TeamSwitched({ id, name }: Me['tenant']) {
  /** What waits for the decision: a refused request, or nothing but the page. */
  const [question, setQuestion] = useState<{ answer: (isBack: boolean) => void }>();
  const back = useReturnToTeam();
  useEffect(() => {
    api.returnToTeam = () => new Promise((answer) => setQuestion({ answer }));
    const forget = onTeamSwitch((tenantId) =>
      setQuestion((asked) => {
        if (tenantId !== id) return asked ?? { answer: () => undefined };
        asked?.answer(true);
        return undefined;
      }),
    );
    return () => {
      api.returnToTeam = undefined;
      forget();
    };
  }, [id]);
  const settle = (isBack: boolean): void => {
    question?.answer(isBack);
    setQuestion(undefined);
  };
  return (
    <Dialog open={question !== undefined} onClose={() => settle(false)} title="You switched to another team">
      <div className="grid gap-4">
        <p className="text-sm leading-relaxed text-dim">
          It happened in another tab. This page still shows <b className="font-medium text-ink">{name}</b>;
          nothing on it is lost, and nothing is saved to the other team.
        </p>
        <FormError message={back.isError ? messageOf(back.error) : undefined} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => location.assign(paths.agents)}>Open the other team</Button>
          <Button
            look="primary"
            busy={back.isPending}
            onClick={() => back.mutate({ tenantId: id }, { onSuccess: () => settle(true) })}
          >
            Switch back
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
