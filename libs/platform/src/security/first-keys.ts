import { type Role, ROLES } from './access.js';
import type { ApiKeys } from './api-keys.js';

/**
 * On the very first start there is no key to make keys with: makes them and answers them, to be printed this once.
 * Production gets one admin key and nothing else.
 */
export const ensureFirstKeys = (
  apiKeys: ApiKeys,
  { production }: { readonly production: boolean },
): Promise<{ role: Role; id: string; key: string }[]> =>
  apiKeys.issueFirst(
    (production ? (['admin'] as const) : ROLES).map((role) => ({ role, label: `first ${role} key` })),
  );
