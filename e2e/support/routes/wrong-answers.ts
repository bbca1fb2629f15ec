import { type Role, ROLES } from '@okuru/platform';
import type { Ask } from './ask-raw.js';
import { type CommittedRoute, nameOf } from './committed-routes.js';
import { spellingsOf } from './spellings.js';

/** Nobody's id: what is asked for is never there. */
const NOBODYS = '01930f3e-7a00-7000-8000-00000000dead';
const NOT_THERE = [400, 404, 405];

const filled = (path: string): string => path.replaceAll(/:[a-zA-Z]+/g, NOBODYS);

export interface Judged {
  /** Each answer that the table does not allow, in words. */
  readonly wrong: readonly string[];
  readonly unauthenticated: number;
  readonly forbidden: number;
  readonly admitted: number;
}

/**
 * Holds the answers of a shop to a table of routes: without a key 401, to a role that a route does not name 403, to
 * one that it names neither. A spelling that the router takes for no route is answered alike to everybody.
 */
export const judgeAnswers = async (
  ask: Ask,
  keys: Readonly<Record<Role, string>>,
  routes: readonly CommittedRoute[],
): Promise<Judged> => {
  const wrong: string[] = [];
  const counts = { unauthenticated: 0, forbidden: 0, admitted: 0 };
  const expected = (what: string, status: number, wanted: number): boolean => {
    if (status !== wanted) wrong.push(`${what}: ${status} instead of ${wanted}`);
    return status === wanted;
  };

  for (const route of routes) {
    if (route.roles === 'everyone') continue;
    for (const { verb, target, mustBeServed } of spellingsOf(route.method, filled(route.path))) {
      const what = `${nameOf(route)} as ${verb} ${target}`;
      const stranger = (await ask(verb, target)).status;
      const isServed = mustBeServed || !NOT_THERE.includes(stranger);
      if (isServed && expected(`${what} without a key`, stranger, 401)) counts.unauthenticated += 1;
      for (const role of ROLES.filter((one) => !mayUse(route, one))) {
        const { status } = await ask(verb, target, { key: keys[role] });
        if (expected(`${what} by ${role}`, status, isServed ? 403 : stranger)) counts.forbidden += 1;
      }
    }
    for (const role of ROLES.filter((one) => mayUse(route, one))) {
      const { status } = await ask(route.method, filled(route.path), { key: keys[role] });
      if ([401, 403].includes(status) || status >= 500)
        wrong.push(`${nameOf(route)} by ${role}, whom it names: ${status}`);
      else counts.admitted += 1;
    }
  }
  return { wrong, ...counts };
};

const mayUse = ({ roles }: CommittedRoute, role: Role): boolean =>
  roles === 'everyone' || role === 'admin' || roles.includes(role);
