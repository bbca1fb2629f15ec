import type { AnyRole } from '@okuru/platform';
import { readFileSync } from 'node:fs';

/** A route and who may use it, as docs/routes.md tells the world. */
export interface CommittedRoute {
  readonly method: string;
  readonly path: string;
  /** Admin may use every route and is named only where nobody else may. */
  readonly roles: readonly AnyRole[] | 'everyone';
}

const ROW = /^\| ([A-Z]+) \| `([^`]+)` \| ([^|]+) \|/;

export const committedRoutes = (): CommittedRoute[] =>
  readFileSync(`${import.meta.dirname}/../../../docs/routes.md`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, method, path, roles] = ROW.exec(line) ?? [];
      if (!method || !path || !roles) return [];
      return [{ method, path, roles: roles === 'everyone' ? roles : (roles.split(', ') as AnyRole[]) }];
    });

export const nameOf = ({ method, path }: Pick<CommittedRoute, 'method' | 'path'>): string =>
  `${method} ${path}`;
