import { admits } from '@okuru/platform';
import type { Ask } from './ask-raw.js';
import { type CommittedRoute, nameOf } from './committed-routes.js';
import { spellingsOf } from './spellings.js';
import type { Visitor } from './visitors.js';

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
  visitors: readonly Visitor[],
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
    const [allowed, others] = [true, false].map((may) =>
      visitors.filter((one) => mayUse(route, one) === may),
    );
    const comingAs = new Map<Visitor, Record<string, string>>();
    for (const visitor of others ?? []) comingAs.set(visitor, await visitor.headers());
    for (const { verb, target, mustBeServed } of spellingsOf(route.method, filled(route.path))) {
      const what = `${nameOf(route)} as ${verb} ${target}`;
      const stranger = (await ask(verb, target)).status;
      const isServed = mustBeServed || !NOT_THERE.includes(stranger);
      if (isServed && expected(`${what} without a key`, stranger, 401)) counts.unauthenticated += 1;
      for (const [{ name }, headers] of comingAs) {
        const { status } = await ask(verb, target, { headers });
        if (expected(`${what} by ${name}`, status, isServed ? 403 : stranger)) counts.forbidden += 1;
      }
    }
    for (const visitor of allowed ?? []) {
      // Anew each time: a route may end the session that it is asked with.
      const { status } = await ask(route.method, filled(route.path), { headers: await visitor.headers() });
      if ([401, 403].includes(status) || status >= 500)
        wrong.push(`${nameOf(route)} by ${visitor.name}, whom it names: ${status}`);
      else counts.admitted += 1;
    }
  }
  return { wrong, ...counts };
};

const mayUse = ({ roles }: CommittedRoute, { role }: Visitor): boolean =>
  roles === 'everyone' || admits(roles, role);
