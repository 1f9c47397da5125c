import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Reauthentication } from '../account/reauthentication.tsx';
import { sessionQuery } from '../api/queries.ts';
import { usePlaces } from '../authority/places.ts';
import { DemoBar } from '../demo/demo-bar.tsx';
import { useTexts } from '../texts/index.tsx';
import { AccountMenu } from './account-menu.tsx';
import { useLive } from './live.ts';
import { QuickFind } from './quick-find.tsx';
import { useNow, useOnline, useReadsCases, useSession } from './session.tsx';

/** The frame around every screen behind the sign-in. */
export function Shell() {
  const { data: session } = useQuery(sessionQuery);
  if (session === null) return <Leave />;
  if (!session) return null;
  return <Frame />;
}

/** The session is over: to the sign-in, once, with the place to come back to. */
function Leave() {
  const { href } = useLocation();
  const navigate = useNavigate();
  const place = useRef(href);
  useEffect(() => {
    const to = place.current;
    place.current = '';
    if (to !== '') void navigate({ to: '/sign-in', search: to === '/' ? {} : { to }, replace: true });
  }, [navigate]);
  return null;
}

function Frame() {
  const { t } = useTexts();
  const { user, demo, second_factor_missing: bound } = useSession();
  const { pathname } = useLocation();
  const online = useOnline();
  useLive(!bound);
  const main = useRef<HTMLElement>(null);
  const seen = useRef(pathname);
  const [open, setOpen] = useState(false);

  // a new page is announced, and the keyboard starts at its top
  useEffect(() => {
    if (seen.current === pathname) return;
    seen.current = pathname;
    setOpen(false);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  // the Secretariat has no cases, and an administrator reads none: no link leads to a refusal
  const reads = useReadsCases();
  // one of the authority's places stands in the bar itself; of several, the page that leads to them
  const tended = usePlaces();
  const [only] = tended;
  const items = (
    [
      ['/', 'shell.home', true],
      ['/requests', 'shell.requests', reads],
      ['/preservations', 'shell.preservations', reads],
      ['/figures/{-$year}', 'shell.figures', user.participant !== 'OAS'],
      ['/directory', 'shell.directory', true],
      ['/law', 'shell.law', true],
      ...(tended.length === 1 && only ? [[only.to, only.title, true] as const] : []),
      ['/authority', 'shell.authority', tended.length > 1],
    ] as const
  ).filter(([, , shown]) => shown && !bound);
  const inAuthority = tended.length > 1 && tended.some(({ to }) => pathname.startsWith(to));
  const inRequests = pathname.startsWith('/requests') || pathname.startsWith('/cases');

  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="topbar">
        <div className="topbar-inner">
          <Link to="/" className="brand">
            Rogatoria
          </Link>
          <button
            type="button"
            className="topbar-button menu-toggle"
            aria-expanded={open}
            aria-controls="main-navigation"
            onClick={() => setOpen(!open)}
          >
            <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
              <path d="M3 6h18M3 12h18M3 18h18" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
            </svg>
            <span className="hidden-visually">{t('shell.menu')}</span>
          </button>
          <nav id="main-navigation" className={open ? 'nav nav-open' : 'nav'} aria-label={t('shell.navigation')}>
            {items.map(([to, key]) => (
              <Link
                key={to}
                to={to}
                className="nav-item"
                activeOptions={{ exact: to === '/', includeSearch: false }}
                {...((to === '/requests' && inRequests) || (to === '/authority' && inAuthority)
                  ? { 'aria-current': 'page' as const }
                  : {})}
              >
                {t(key)}
              </Link>
            ))}
          </nav>
          <div className="topbar-end">
            {reads && !bound ? <QuickFind /> : null}
            <PlaceClock />
            {bound ? null : (
              <>
                <Help />
                <Bell />
              </>
            )}
            <AccountMenu />
          </div>
        </div>
      </header>
      {online ? null : (
        <p className="offline" role="status">
          {t('shell.offline')}
        </p>
      )}
      {demo ? <DemoBar /> : null}
      <main id="main" ref={main} tabIndex={-1}>
        {bound && pathname !== '/account' ? <Navigate to="/account" replace /> : <Outlet />}
      </main>
      <Reauthentication />
    </>
  );
}

function PlaceClock() {
  const { t, time, place, zone } = useTexts();
  const now = new Date(useNow()).toISOString();
  return (
    <time className="place-clock" dateTime={now} title={t('shell.clock', { place: place(zone) })}>
      {place(zone)} {time(now)}
    </time>
  );
}

function Help() {
  const { t } = useTexts();
  const label = t('shell.help');
  return (
    <Link to="/guide/{-$procedure}" className="topbar-button help" aria-label={label} title={label}>
      <span aria-hidden="true">?</span>
    </Link>
  );
}

function Bell() {
  const { t } = useTexts();
  const { unread } = useSession();
  const label = t('shell.notifications', { count: unread });
  return (
    <Link to="/notifications" className="topbar-button bell" aria-label={label} title={label}>
      <svg
        viewBox="0 0 24 24"
        width="22"
        height="22"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        aria-hidden="true"
      >
        <path d="M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15z" strokeLinejoin="round" />
        <path d="M10 20.500a2 2 0 0 0 4 0" strokeLinecap="round" />
      </svg>
      {unread > 0 ? (
        <span className="bell-count" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      ) : null}
    </Link>
  );
}
