import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { WorkScreen } from '../features/work-home/work-screen.js';
import { Shell } from './shell.js';

/** Not of the first page, but of the first scan: it is fetched as soon as that page stands, the network may be gone later. */
const packingTable = () => import('../features/pack/pack-screen.js');
const PackScreen = lazy(async () => ({ default: (await packingTable()).PackScreen }));
setTimeout(() => void packingTable().catch(() => undefined), 0);

/** Not of the first page. */
const PickHome = lazy(async () => ({ default: (await import('../features/pick/pick-home.js')).PickHome }));
const PickScreen = lazy(async () => ({
  default: (await import('../features/pick/pick-screen.js')).PickScreen,
}));

const ShipScreen = lazy(async () => ({
  default: (await import('../features/ship/ship-screen.js')).ShipScreen,
}));

const root = createRootRoute({ component: Shell });
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => <Navigate to="/work" />,
});
const work = createRoute({ getParentRoute: () => root, path: '/work', component: WorkScreen });
const pack = createRoute({
  getParentRoute: () => root,
  path: '/work/pack/$parcelId',
  component: function Pack() {
    const { parcelId } = pack.useParams();
    return (
      <Suspense>
        <PackScreen key={parcelId} parcelId={parcelId} />
      </Suspense>
    );
  },
});
const pickHome = createRoute({
  getParentRoute: () => root,
  path: '/work/pick',
  component: () => (
    <Suspense>
      <PickHome />
    </Suspense>
  ),
});
const pick = createRoute({
  getParentRoute: () => root,
  path: '/work/pick/$batchId',
  component: function Pick() {
    const { batchId } = pick.useParams();
    return (
      <Suspense>
        <PickScreen key={batchId} batchId={batchId} />
      </Suspense>
    );
  },
});
const ship = createRoute({
  getParentRoute: () => root,
  path: '/work/ship',
  /** Whose cage was scanned on the way here. */
  validateSearch: ({ cage }: Record<string, unknown>): { readonly cage?: string } =>
    typeof cage === 'string' ? { cage } : {},
  component: function Ship() {
    const { cage } = ship.useSearch();
    return (
      <Suspense>
        <ShipScreen key={cage} opened={cage} />
      </Suspense>
    );
  },
});
const refused = createRoute({
  getParentRoute: () => root,
  path: '/work/refused',
  component: lazyRouteComponent(() => import('../features/refused/refused-screen.js'), 'RefusedScreen'),
});

const stock = createRoute({
  getParentRoute: () => root,
  path: '/stock',
  component: lazyRouteComponent(() => import('../features/stock/stock-screen.js'), 'StockScreen'),
});
const receive = createRoute({
  getParentRoute: () => root,
  path: '/stock/receive',
  component: lazyRouteComponent(() => import('../features/stock/tally-screens.js'), 'ReceiveScreen'),
});
const count = createRoute({
  getParentRoute: () => root,
  path: '/stock/count',
  component: lazyRouteComponent(() => import('../features/stock/tally-screens.js'), 'CountScreen'),
});
const adjust = createRoute({
  getParentRoute: () => root,
  path: '/stock/adjust',
  component: lazyRouteComponent(() => import('../features/stock/tally-screens.js'), 'AdjustScreen'),
});
const measure = createRoute({
  getParentRoute: () => root,
  path: '/stock/measure',
  component: lazyRouteComponent(() => import('../features/stock/measure-screen.js'), 'MeasureScreen'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-screen.js'), 'SettingsScreen'),
});
const packages = createRoute({
  getParentRoute: () => root,
  path: '/settings/packages',
  component: lazyRouteComponent(() => import('../features/settings/packages-screen.js'), 'PackagesScreen'),
});
const carriers = createRoute({
  getParentRoute: () => root,
  path: '/settings/carriers',
  component: lazyRouteComponent(() => import('../features/settings/carriers-screen.js'), 'CarriersScreen'),
});
const packing = createRoute({
  getParentRoute: () => root,
  path: '/settings/packing',
  component: lazyRouteComponent(() => import('../features/settings/packing-screen.js'), 'PackingScreen'),
});
const staff = createRoute({
  getParentRoute: () => root,
  path: '/settings/staff',
  component: lazyRouteComponent(() => import('../features/settings/staff-screen.js'), 'StaffScreen'),
});

const practice = createRoute({
  getParentRoute: () => root,
  path: '/practice',
  component: lazyRouteComponent(() => import('../features/practice/practice-home.js'), 'PracticeHome'),
});
const exercise = createRoute({
  getParentRoute: () => root,
  path: '/practice/$exercise',
  component: lazyRouteComponent(() => import('./practice-screen.js'), 'PracticeScreen'),
});
const quality = createRoute({
  getParentRoute: () => root,
  path: '/quality',
  component: lazyRouteComponent(() => import('../features/quality/quality-screen.js'), 'QualityScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    ...[home, work, pickHome, pick, pack, ship, refused],
    ...[stock, receive, count, adjust, measure],
    ...[settings, packages, carriers, packing, staff, quality],
    ...[practice, exercise],
  ]),
  basepath: '/console',
  defaultNotFoundComponent: () => <Navigate to="/work" />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
