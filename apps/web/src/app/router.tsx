import { type Breakdown, breakdowns } from '@rogatoria/workflows/indicators.ts';
import {
  type Direction,
  directions,
  type Kind,
  kinds,
  type RequestKind,
  requestKinds,
} from '@rogatoria/workflows/types.ts';
import { isCancelledError, type QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { healthQuery, sessionQuery } from '../api/queries.ts';
import { HomePage } from '../home/home-page.tsx';
import { type IdentityProviderProblem, identityProviderProblems } from '../sign-in/identity-provider.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { ErrorPage, NotFoundPage } from './error-page.tsx';
import { safePlace } from './place.ts';
import { Shell } from './shell.tsx';

interface Context {
  client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
});

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const oneOf = <T extends string>(value: unknown, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === value);
/** Leaves out what is not there, so that addresses stay short. */
const present = <T extends object>(search: T): T =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;

/** Who is signed in. Asked again where a screen that went away took the first question with it. */
const sessionOf = (client: QueryClient) =>
  client.ensureQueryData(sessionQuery).catch((error: unknown) => {
    if (!isCancelledError(error)) throw error;
    return client.ensureQueryData(sessionQuery);
  });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string | undefined; problem?: IdentityProviderProblem | undefined } =>
    present({ to: text(search.to), problem: oneOf(search.problem, identityProviderProblems) }),
  beforeLoad: async ({ context, search }) => {
    const { client } = context;
    // What the page offers depends on the installation: it is drawn once, and does not move under somebody's finger.
    const [session] = await Promise.all([sessionOf(client), client.ensureQueryData(healthQuery)]).catch(() => [null]);
    if (session) throw redirect({ href: safePlace(search.to) });
  },
  component: SignInPage,
});

/** Everything behind the sign-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await sessionOf(context.client);
    if (!session) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
  },
  component: Shell,
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
});

const home = createRoute({ getParentRoute: () => inside, path: '/', component: HomePage });

export interface RequestsSearch {
  direction?: Direction | undefined;
  kind?: Kind | undefined;
  counterpart?: string | undefined;
  open?: 'open' | 'closed' | 'all' | undefined;
  late?: true | undefined;
  q?: string | undefined;
}

const requests = createRoute({
  getParentRoute: () => inside,
  path: '/requests',
  validateSearch: (search): RequestsSearch =>
    present({
      direction: oneOf(search.direction, ['outgoing', 'incoming']),
      kind: oneOf(search.kind, kinds),
      counterpart: text(search.counterpart),
      open: oneOf(search.open, ['open', 'closed', 'all']),
      late: search.late === true ? true : undefined,
      q: text(search.q),
    }),
  component: lazyRouteComponent(() => import('../requests/requests-page.tsx'), 'RequestsPage'),
});

const newRequest = createRoute({
  getParentRoute: () => inside,
  path: '/requests/new',
  component: lazyRouteComponent(() => import('../draft/new-request.tsx'), 'NewRequestPage'),
});

const preservations = createRoute({
  getParentRoute: () => inside,
  path: '/preservations',
  component: lazyRouteComponent(() => import('../preservations/preservations-page.tsx'), 'PreservationsPage'),
});

const casePage = createRoute({
  getParentRoute: () => inside,
  path: '/cases/$id',
  /** `do`: the command to open at once, as the home page's buttons do */
  validateSearch: (search): { do?: string | undefined } => present({ do: text(search.do) }),
  component: lazyRouteComponent(() => import('../case/case-page.tsx'), 'CasePage'),
});

const draft = createRoute({
  getParentRoute: () => inside,
  path: '/cases/$id/draft',
  component: lazyRouteComponent(() => import('../draft/draft-page.tsx'), 'DraftPage'),
});

const figures = createRoute({
  getParentRoute: () => inside,
  path: '/figures/{-$year}',
  component: lazyRouteComponent(() => import('../figures/figures-page.tsx'), 'FiguresPage'),
});

/** One figure: where it comes from, what it rests on, the cases behind it. `by`: how it is split. */
const figure = createRoute({
  getParentRoute: () => inside,
  path: '/figures/$year/$indicator',
  validateSearch: (
    search,
  ): { direction?: Direction | undefined; kind?: RequestKind | undefined; by?: Breakdown | undefined } =>
    present({
      direction: oneOf(search.direction, directions),
      kind: oneOf(search.kind, requestKinds),
      by: oneOf(search.by, breakdowns),
    }),
  component: lazyRouteComponent(() => import('../figures/figure-page.tsx'), 'FigurePage'),
});

const definitions = createRoute({
  getParentRoute: () => inside,
  path: '/definitions',
  component: lazyRouteComponent(() => import('../figures/definitions-page.tsx'), 'DefinitionsPage'),
});

const law = createRoute({
  getParentRoute: () => inside,
  path: '/law',
  component: lazyRouteComponent(() => import('../law/law-page.tsx'), 'LawPage'),
});

/** `q`: part of a name */
const directory = createRoute({
  getParentRoute: () => inside,
  path: '/directory',
  validateSearch: (search): { q?: string | undefined } => present({ q: text(search.q) }),
  component: lazyRouteComponent(() => import('../directory/directory-page.tsx'), 'DirectoryPage'),
});

const stateDirectory = createRoute({
  getParentRoute: () => inside,
  path: '/directory/$state',
  component: lazyRouteComponent(() => import('../directory/state-page.tsx'), 'StateDirectoryPage'),
});

const officers = createRoute({
  getParentRoute: () => inside,
  path: '/officers',
  component: lazyRouteComponent(() => import('../officers/officers-page.tsx'), 'OfficersPage'),
});

const roster = createRoute({
  getParentRoute: () => inside,
  path: '/roster',
  component: lazyRouteComponent(() => import('../officers/roster-page.tsx'), 'RosterPage'),
});

const radar = createRoute({
  getParentRoute: () => inside,
  path: '/radar',
  component: lazyRouteComponent(() => import('../radar/radar-page.tsx'), 'RadarPage'),
});

const authority = createRoute({
  getParentRoute: () => inside,
  path: '/authority',
  component: lazyRouteComponent(() => import('../authority/authority-page.tsx'), 'AuthorityPage'),
});

const ladders = createRoute({
  getParentRoute: () => inside,
  path: '/ladders',
  component: lazyRouteComponent(() => import('../ladders/ladders-page.tsx'), 'LaddersPage'),
});

/** `state`: whose calendar; our own where none is named */
const calendar = createRoute({
  getParentRoute: () => inside,
  path: '/calendar',
  validateSearch: (search): { state?: string | undefined } => present({ state: text(search.state) }),
  component: lazyRouteComponent(() => import('../calendar/calendar-page.tsx'), 'CalendarPage'),
});

/** The link of an invitation: outside the sign-in; its token stands in the fragment, which no server sees. */
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../officers/invitation-page.tsx'), 'InvitationPage'),
});

/** The link that resets a lost second factor; its token, too, stands in the fragment. */
const secondFactorReset = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  component: lazyRouteComponent(() => import('../account/second-factor-reset-page.tsx'), 'SecondFactorResetPage'),
});

/** Where a proof at the identity provider ends: a window of its own. */
const proven = createRoute({
  getParentRoute: () => root,
  path: '/proven',
  validateSearch: (search): { problem?: IdentityProviderProblem | undefined } =>
    present({ problem: oneOf(search.problem, identityProviderProblems) }),
  component: lazyRouteComponent(() => import('../account/proven-page.tsx'), 'ProvenPage'),
});

const record = createRoute({
  getParentRoute: () => inside,
  path: '/record',
  component: lazyRouteComponent(() => import('../record/record-page.tsx'), 'RecordPage'),
});

const retention = createRoute({
  getParentRoute: () => inside,
  path: '/retention',
  component: lazyRouteComponent(() => import('../retention/retention-page.tsx'), 'RetentionPage'),
});

const returns = createRoute({
  getParentRoute: () => inside,
  path: '/returns',
  component: lazyRouteComponent(() => import('../returns/returns-page.tsx'), 'ReturnsPage'),
});

const returnOf = createRoute({
  getParentRoute: () => inside,
  path: '/returns/$year/$state',
  component: lazyRouteComponent(() => import('../returns/return-page.tsx'), 'ReturnPage'),
});

/** The year's report, of the Secretariat. */
const publication = createRoute({
  getParentRoute: () => inside,
  path: '/publications/$year',
  component: lazyRouteComponent(() => import('../publications/publication-page.tsx'), 'PublicationPage'),
});

const channels = createRoute({
  getParentRoute: () => inside,
  path: '/channels',
  component: lazyRouteComponent(() => import('../channels/channels-page.tsx'), 'ChannelsPage'),
});

const serviceAccounts = createRoute({
  getParentRoute: () => inside,
  path: '/service-accounts',
  component: lazyRouteComponent(() => import('../service-accounts/service-accounts-page.tsx'), 'ServiceAccountsPage'),
});

/** Of the last meeting that was held. */
const recommendations = createRoute({
  getParentRoute: () => inside,
  path: '/recommendations',
  component: lazyRouteComponent(() => import('../recommendations/recommendations-page.tsx'), 'RecommendationsPage'),
});

const meeting = createRoute({
  getParentRoute: () => inside,
  path: '/recommendations/$meeting',
  component: lazyRouteComponent(() => import('../recommendations/recommendations-page.tsx'), 'RecommendationsPage'),
});

const recommendation = createRoute({
  getParentRoute: () => inside,
  path: '/recommendations/$meeting/$number',
  component: lazyRouteComponent(() => import('../recommendations/recommendation-page.tsx'), 'RecommendationPage'),
});

/** `meeting`: the one to correct; a new one where none is named */
const recordMeeting = createRoute({
  getParentRoute: () => inside,
  path: '/recommendations/record',
  validateSearch: (search): { meeting?: number | undefined } =>
    present({ meeting: typeof search.meeting === 'number' ? search.meeting : undefined }),
  component: lazyRouteComponent(() => import('../recommendations/record-page.tsx'), 'RecordMeetingPage'),
});

const publishing = createRoute({
  getParentRoute: () => inside,
  path: '/publishing',
  component: lazyRouteComponent(() => import('../portal/publishing-page.tsx'), 'PublishingPage'),
});

const notifications = createRoute({
  getParentRoute: () => inside,
  path: '/notifications',
  component: lazyRouteComponent(() => import('../notifications/notifications-page.tsx'), 'NotificationsPage'),
});

/** `procedure`: `evidence-outgoing`; the hash names a state of it */
const guide = createRoute({
  getParentRoute: () => inside,
  path: '/guide/{-$procedure}',
  component: lazyRouteComponent(() => import('../guide/guide-page.tsx'), 'GuidePage'),
});

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('../account/account-page.tsx'), 'AccountPage'),
});

const tree = root.addChildren([
  signIn,
  invitation,
  proven,
  secondFactorReset,
  inside.addChildren([
    home,
    requests,
    newRequest,
    preservations,
    casePage,
    draft,
    figures,
    figure,
    definitions,
    law,
    directory,
    stateDirectory,
    authority,
    officers,
    calendar,
    record,
    retention,
    returns,
    returnOf,
    publication,
    channels,
    serviceAccounts,
    roster,
    ladders,
    radar,
    recommendations,
    meeting,
    recommendation,
    recordMeeting,
    publishing,
    notifications,
    guide,
    account,
  ]),
]);

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
