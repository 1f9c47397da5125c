/**
 * What a service account may ask (docs/adr/0017-service-accounts.md), in one closed table: an endpoint that does not stand
 * here is for people alone. Every endpoint's place, here or not, is told a second time in tests/isolation/services.ts.
 */
import { type Scope, scopes } from '@rogatoria/workflows/scopes.ts';

/** Published for every participant: whoever reads or drafts cases needs the words. */
const published = ['GET /api/participants', 'GET /api/bases', 'GET /api/law'];

/** By method and route. No command stands here: submitting, approving, sending and deciding stay with people; nor files. */
const opened: Readonly<Record<Scope, readonly string[]>> = {
  'cases:read': [
    'GET /api/cases',
    'GET /api/cases/:id',
    'GET /api/cases/:id/events',
    'GET /api/cases/:id/completeness',
    'GET /api/cases/:id/letter.pdf',
    'GET /api/cases/:id/deadlines.pdf',
    'GET /api/cases/:id/deadlines.ics',
    'GET /api/statistics/:year/cases',
  ],
  'cases:draft': ['POST /api/cases', 'PUT /api/cases/:id/form'],
  'statistics:read': [
    'GET /api/statistics/:year',
    'GET /api/statistics/:year/csv',
    'GET /api/statistics/:year/breakdown',
  ],
  'notifications:read': [
    'GET /api/notifications',
    // of its own notices, and nobody else's
    'POST /api/notifications/:id/read',
    'POST /api/notifications/read-all',
  ],
};

/** The scopes that open a route, any one of them; none: people alone. HEAD is asked as GET is. */
export function scopesOf(method: string, url: string): readonly Scope[] {
  const endpoint = `${method === 'HEAD' ? 'GET' : method} ${url}`;
  return published.includes(endpoint) ? scopes : scopes.filter((scope) => opened[scope].includes(endpoint));
}
