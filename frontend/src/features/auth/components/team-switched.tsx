import type { Me } from '@orbisvoice/contracts';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { FormError } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';
import { messageOf } from '../../../lib/api-error.js';
import { useReturnToTeam } from '../api/switch-team.js';
import type { TeamQuestion } from '../lib/use-team-question.js';

/**
 * Stands over the page once another tab has taken the session to another team. What was typed stays, and nothing of it is
 * written there: the server refuses requests for a team that the session is not in, and they are made again after the
 * return.
 */
export function TeamSwitched({ team, question }: { team: Me['tenant']; question: TeamQuestion }) {
  const { id, name } = team;
  const { isOpen, settle } = question;
  const back = useReturnToTeam();
  return (
    <Dialog open={isOpen} onClose={() => settle(false)} title="You switched to another team">
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
