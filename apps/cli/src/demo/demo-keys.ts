import { ApiKeys } from '@okuru/platform';

export interface DemoKeys {
  readonly storefront: string;
  readonly warehouse: string;
  readonly ops: string;
}

/** Keys of the demo's own, made straight in its own database. */
export const demoKeys = async (databaseUrl: string): Promise<DemoKeys> => {
  const apiKeys = new ApiKeys(databaseUrl);
  const issue = async (role: keyof DemoKeys, channel?: string): Promise<string> =>
    (await apiKeys.issue({ role, label: `demo ${role}`, ...(channel ? { channel } : {}) })).key;
  try {
    await apiKeys.prepare();
    return {
      storefront: await issue('storefront', 'demo'),
      warehouse: await issue('warehouse'),
      ops: await issue('ops'),
    };
  } finally {
    await apiKeys.close();
  }
};
