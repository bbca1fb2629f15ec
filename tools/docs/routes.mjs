/** The routes of the whole shop as its controllers declare them: who may use each, and what it does. */
import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { inventoryService } from '@okuru/inventory';
import { notificationService } from '@okuru/notification';
import { orderService } from '@okuru/order';
import { ANY_ROLES, PlatformModule, readConfig } from '@okuru/platform';
import { shippingService } from '@okuru/shipping';
import { PagesModule } from '../../libs/platform/dist/pages/pages.module.js';
import { ACCESS } from '../../libs/platform/dist/security/access.js';

const SERVICES = [orderService, inventoryService, shippingService, notificationService];

/** Nothing is opened while modules are only read. */
const NOWHERE = readConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1/none' });

const declared = (module, what) => Reflect.getMetadata(what, module) ?? [];

/** Controllers of a module, which may be a class or a dynamic module, and of all it imports. */
const controllersOf = (given) => {
  const module = given.module ?? given;
  const all = (what) => [...declared(module, what), ...(given[what] ?? [])];
  return [...all(MODULE_METADATA.CONTROLLERS), ...all(MODULE_METADATA.IMPORTS).flatMap(controllersOf)];
};

const pathOf = (controller, handler) =>
  [controller, handler]
    .map((part) => Reflect.getMetadata(PATH_METADATA, part) ?? '')
    .flatMap((path) => path.split('/'))
    .filter((segment) => segment !== '')
    .map((segment) => `/${segment}`)
    .join('');

/** `ShowOrderController.history` reads "show order: history". */
const words = (name) => name.replaceAll(/(?<!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();

const routesOf = (controller) =>
  Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
    const handler = controller.prototype[name];
    const method = typeof handler === 'function' ? Reflect.getMetadata(METHOD_METADATA, handler) : undefined;
    if (method === undefined) return [];
    const access = Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller);
    return [
      {
        method: RequestMethod[method],
        path: pathOf(controller, handler),
        roles:
          access.kind === 'public'
            ? 'everyone'
            : ANY_ROLES.filter((role) => access.roles.includes(role)).join(', '),
        does: `${words(controller.name.replace(/Controller$/, ''))}: ${words(name)}`,
      },
    ];
  });

const byPathAndMethod = (one, other) =>
  one.path < other.path ? -1 : one.path > other.path ? 1 : one.method < other.method ? -1 : 1;

const routes = [
  PlatformModule.forRoot(NOWHERE),
  PagesModule.of('none'),
  ...SERVICES.map(({ module }) => module),
]
  .flatMap(controllersOf)
  .flatMap(routesOf)
  .sort(byPathAndMethod);

export const routesPage = [
  '# Routes',
  '',
  'Generated from the controllers by `npm run docs`; do not edit. `e2e/routes.e2e.spec.ts` holds the running shop to it.',
  '',
  'An API key carries one role, and so does a member of staff who signed in with a badge (`POST /v1/session`; the cookie is',
  'then the key). The role admin may use every route, and lead those of warehouse; any other role that a route does not name',
  'is answered 403, a request without a valid key or session 401. Where there is GET there is HEAD.',
  '',
  '| method | path | roles | what it does |',
  '| --- | --- | --- | --- |',
  ...routes.map(({ method, path, roles, does }) => `| ${method} | \`${path}\` | ${roles} | ${does} |`),
  '',
].join('\n');
