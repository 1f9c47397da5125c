import { useRole } from '../app/session.tsx';

/** What an authority tends beside its files: who works there, when it is reminded, what is kept. */
export const places = [
  { to: '/officers', title: 'shell.officers', text: 'authority.officers', roles: ['admin', 'auditor'] },
  { to: '/roster', title: 'shell.roster', text: 'authority.roster', roles: ['duty', 'admin'] },
  { to: '/calendar', title: 'workdays.title', text: 'authority.calendar', roles: ['directory', 'admin', 'desk'] },
  { to: '/ladders', title: 'shell.ladders', text: 'authority.ladders', roles: ['approver', 'admin'] },
  { to: '/service-accounts', title: 'services.title', text: 'authority.services', roles: ['admin', 'auditor'] },
  { to: '/channels', title: 'shell.channels', text: 'authority.channels', roles: ['admin'] },
  { to: '/retention', title: 'retention.title', text: 'authority.retention', roles: ['admin', 'auditor', 'approver'] },
  {
    to: '/recommendations',
    title: 'recommendations.title',
    text: 'authority.recommendations',
    roles: ['approver', 'statistics', 'auditor', 'desk', 'editor'],
  },
  { to: '/publishing', title: 'publishing.title', text: 'authority.publishing', roles: ['desk', 'editor'] },
  {
    to: '/returns',
    title: 'returns.title',
    text: 'authority.returns',
    roles: ['statistics', 'approver', 'auditor', 'desk', 'editor'],
  },
  { to: '/record', title: 'shell.record', text: 'authority.record', roles: ['admin', 'auditor'] },
] as const;

/** Those of them that this officer may open: no link leads to a refusal. */
export function usePlaces() {
  const own = {
    admin: useRole('admin'),
    approver: useRole('approver'),
    auditor: useRole('auditor'),
    desk: useRole('desk'),
    directory: useRole('directory'),
    duty: useRole('duty'),
    editor: useRole('editor'),
    statistics: useRole('statistics'),
  };
  return places.filter(({ roles }) => roles.some((role) => own[role]));
}
