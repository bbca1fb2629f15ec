import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { PackScreen } from '../features/pack/pack-screen.js';
import { RefusedScreen } from '../features/refused/refused-screen.js';
import { ShipScreen } from '../features/ship/ship-screen.js';
import { WorkScreen } from '../features/work-home/work-screen.js';
import { Shell } from './shell.js';

/** Not of the first page. */
const PickHome = lazy(async () => ({ default: (await import('../features/pick/pick-home.js')).PickHome }));
const PickScreen = lazy(async () => ({
  default: (await import('../features/pick/pick-screen.js')).PickScreen,
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
    return <PackScreen key={parcelId} parcelId={parcelId} />;
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
const ship = createRoute({ getParentRoute: () => root, path: '/work/ship', component: ShipScreen });
const refused = createRoute({ getParentRoute: () => root, path: '/work/refused', component: RefusedScreen });

export const router = createRouter({
  routeTree: root.addChildren([home, work, pickHome, pick, pack, ship, refused]),
  basepath: '/console',
  defaultNotFoundComponent: () => <Navigate to="/work" />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
