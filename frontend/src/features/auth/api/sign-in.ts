import type { Login, Me, Signup } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { meQuery } from './get-me.js';

/** Signing in and signing up answer the same: who one now is. Nothing cached for someone else survives it. */
function useSignIn<T>(path: '/auth/login' | '/auth/signup') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: T) => api.post<Me>(path, { body }),
    onSuccess: (me) => {
      client.clear();
      client.setQueryData(meQuery().queryKey, me);
    },
  });
}

export const useLogin = () => useSignIn<Login>('/auth/login');
export const useSignup = () => useSignIn<Signup>('/auth/signup');
