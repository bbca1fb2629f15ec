import { randomUUID } from 'node:crypto';
import { type AnyRole, ROLES, STAFF_ROLES, type StaffRole } from '@okuru/platform';
import type { TestShop } from '../shop.js';

/** Somebody with a role, and what each request of theirs brings along. */
export interface Visitor {
  /** A role alone is that of an API key. */
  readonly name: string;
  readonly role: AnyRole;
  headers(): Promise<Record<string, string>>;
}

/** One of each role that keys have. */
export const keyHolders = (shop: TestShop): Visitor[] =>
  ROLES.map((role) => ({
    name: role,
    role,
    headers: () => Promise.resolve({ authorization: `Bearer ${shop.keys[role]}` }),
  }));

/** One of each role that staff have, who sign in anew each time they are asked for. */
export const staffOf = (shop: TestShop): Promise<Visitor[]> =>
  Promise.all(
    STAFF_ROLES.map(async (role: StaffRole) => {
      const { badge } = (await shop.call('admin', 'POST', '/v1/staff', { name: role, role })).body;
      return { name: `${role} by badge`, role, headers: () => signIn(shop, badge) };
    }),
  );

const signIn = async (shop: TestShop, badge: string): Promise<Record<string, string>> => {
  const answer = await fetch(`${shop.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ badge, device: randomUUID() }),
  });
  const [cookie = ''] = answer.headers.getSetCookie();
  if (answer.status !== 201) throw new Error(`Signing in was answered ${answer.status}`);
  return { cookie: cookie.split(';')[0] ?? '', 'sec-fetch-site': 'same-origin' };
};
