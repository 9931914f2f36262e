import type { Me, SwitchTenant } from '@orbisvoice/contracts';
import { useMutation } from '@tanstack/react-query';
import { paths } from '../../../config/paths.js';
import { api } from '../../../lib/api-client.js';
import { announceTeamSwitch } from '../../../lib/live/team-switch.js';

/** Everything that was read belongs to the other team, so the page begins anew. */
export const useSwitchTeam = () =>
  useMutation({
    mutationFn: (body: SwitchTenant) => api.post<Me>('/auth/switch-tenant', { body }),
    onSuccess: () => {
      announceTeamSwitch();
      location.assign(paths.agents);
    },
  });
