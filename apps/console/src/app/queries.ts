import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../shared/http.js';

const TRIES_MAX = 2;

/** A no is not asked again; silence is, and the copy on the device answers for it in the meantime. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (tries, fault) => !(fault instanceof Problem) && tries < TRIES_MAX,
      networkMode: 'always',
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
