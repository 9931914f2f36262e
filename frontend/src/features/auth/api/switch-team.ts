import type { Me, SwitchTenant } from '@orbisvoice/contracts';
import { useMutation } from '@tanstack/react-query';
import { paths } from '../../../config/paths.js';
import { api } from '../../../lib/api-client.js';
import { announceTeamSwitch } from '../../../lib/live/team-switch.js';

const switchTo = async (body: SwitchTenant): Promise<void> => {
  await api.post<Me>('/auth/switch-tenant', { body });
  announceTeamSwitch(body.tenantId);
};

/** Everything that was read belongs to the other team, so the page begins anew. */
export const useSwitchTeam = () =>
  useMutation({ mutationFn: switchTo, onSuccess: () => location.assign(paths.agents) });

/** Takes the session back to the team that the page shows, which stays as it is. */
export const useReturnToTeam = () => useMutation({ mutationFn: switchTo });
