import type { Onboarding } from '@orbisvoice/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';

/** How far the team has come. Live events about agents, calls and people make it old. */
export const onboardingQuery = () =>
  queryOptions({
    queryKey: ['onboarding'],
    queryFn: ({ signal }) => api.get<Onboarding>('/onboarding', { signal }),
  });

/** Puts the list away at once; it comes back where the server did not hear of it. */
export function useDismissOnboarding() {
  const client = useQueryClient();
  const { queryKey } = onboardingQuery();
  return useMutation({
    mutationFn: (dismissed: boolean) => api.put<Onboarding>('/onboarding', { body: { dismissed } }),
    onMutate: (dismissed) => {
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (now) => now && { ...now, dismissed });
      return { before };
    },
    onError: (error, _dismissed, kept) => {
      client.setQueryData(queryKey, kept?.before);
      toast(messageOf(error), 'bad');
    },
    onSuccess: (now) => client.setQueryData(queryKey, now),
  });
}
