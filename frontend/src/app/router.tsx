import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  redirect,
} from '@tanstack/react-router';
import { AppLayout } from './layout/app-layout';
import { Gate } from './layout/gate';
import { CameraPage } from './pages/camera-page';
import { CamerasPage } from './pages/cameras-page';
import { CrashPage } from './pages/crash-page';
import { NotFoundPage } from './pages/not-found-page';
import {
  cameraSearchSchema,
  camerasSearchSchema,
  eventsSearchSchema,
  loginSearchSchema,
  parseSearch,
  playbackSearchSchema,
  recordingsSearchSchema,
  stringifySearch,
  synchronizedSearchSchema,
} from './search';

const root = createRootRoute({
  component: () => (
    <Gate>
      <AppLayout />
    </Gate>
  ),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // TanStack Router's way to redirect is to throw.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/cameras', replace: true });
  },
});

/** Where the server sends who could not log in with the provider. Who is in has nothing to do here. */
const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search) => loginSearchSchema.parse(search),
  component: () => <Navigate to="/cameras" replace />,
});

/** The link that the server prints at its first start. Once the administrator exists there is nothing to do here. */
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: () => <Navigate to="/cameras" replace />,
});

const cameras = createRoute({
  getParentRoute: () => root,
  path: '/cameras',
  validateSearch: (search) => camerasSearchSchema.parse(search),
  component: CamerasPage,
});

const camera = createRoute({
  getParentRoute: () => root,
  path: '/cameras/$cameraId',
  validateSearch: (search) => cameraSearchSchema.parse(search),
  component: CameraPage,
});

const playback = createRoute({
  getParentRoute: () => root,
  path: '/cameras/$cameraId/playback',
  validateSearch: (search) => playbackSearchSchema.parse(search),
  component: lazyRouteComponent(() => import('./pages/playback-page'), 'PlaybackPage'),
});

const synchronizedPlayback = createRoute({
  getParentRoute: () => root,
  path: '/playback',
  validateSearch: (search) => synchronizedSearchSchema.parse(search),
  component: lazyRouteComponent(
    () => import('./pages/synchronized-playback-page'),
    'SynchronizedPlaybackPage',
  ),
});

const recordings = createRoute({
  getParentRoute: () => root,
  path: '/recordings',
  validateSearch: (search) => recordingsSearchSchema.parse(search),
  component: lazyRouteComponent(() => import('./pages/recordings-page'), 'RecordingsPage'),
});

const exportsRoute = createRoute({
  getParentRoute: () => root,
  path: '/exports',
  component: lazyRouteComponent(() => import('./pages/exports-page'), 'ExportsPage'),
});

const exportCheck = createRoute({
  getParentRoute: () => root,
  path: '/exports/check',
  component: lazyRouteComponent(() => import('./pages/export-check-page'), 'ExportCheckPage'),
});

const events = createRoute({
  getParentRoute: () => root,
  path: '/events',
  validateSearch: (search) => eventsSearchSchema.parse(search),
  component: lazyRouteComponent(() => import('./pages/events-page'), 'EventsPage'),
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  component: lazyRouteComponent(() => import('./pages/alerts-page'), 'AlertsPage'),
});

const storage = createRoute({
  getParentRoute: () => root,
  path: '/storage',
  component: lazyRouteComponent(() => import('./pages/storage-page'), 'StoragePage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings-page'), 'SettingsPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account-page'), 'AccountPage'),
});

const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  component: lazyRouteComponent(() => import('./pages/users-page'), 'UsersPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    login,
    setup,
    cameras,
    camera,
    playback,
    synchronizedPlayback,
    recordings,
    exportsRoute,
    exportCheck,
    events,
    alerts,
    storage,
    settings,
    account,
    users,
  ]),
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: CrashPage,
  scrollRestoration: true,
  parseSearch,
  stringifySearch,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
