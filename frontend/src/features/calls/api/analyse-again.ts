import { useMutation } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

/** Answered at once; what comes of it is told as a change of the call. */
export const useAnalyseAgain = (id: string) =>
  useMutation({ mutationFn: () => api.run('POST', `/calls/${id}/analysis`) });
