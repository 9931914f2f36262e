import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.js';

/** Only faults that time may heal are tried again; a 404 stays a 404. */
const worthRetrying = (failures: number, error: unknown): boolean =>
  failures < 2 && error instanceof ApiError && (error.code === 'network' || (error.status ?? 0) >= 500);

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: worthRetrying, staleTime: 10_000 },
      mutations: { retry: false },
    },
  });

export const queryClient = createQueryClient();
