/**
 * The directory's public part: which authority answers for what in each State, how it is written to, and how old that is. What
 * is public is the list of columns and keys of the view `directory_public` (migration 0022), and nothing is added here.
 */
import type { Trx } from '@rogatoria/db';
import { isState, type Language, stateName, states } from '@rogatoria/workflows';
import { type Authority, centralFor, freshnessOf, roleRank } from '@rogatoria/workflows/directory.ts';
import { localeOf, say } from '@rogatoria/workflows/vocabulary/index.ts';
import { type DirectoryRows, inForce } from '../engine/directory.ts';
import type { StateGuide } from './guide.ts';
import { type Html, html, prose } from './html.ts';
import type { PortalPage } from './pages.ts';

/** What anyone may read of an authority; telephone, hours and desk mail are not among it. */
export type PublicAuthority = Pick<
  Authority,
  'role' | 'name' | 'instruments' | 'networks' | 'languages' | 'channels' | 'address' | 'email'
>;
export interface PublicEntry {
  /** ISO 3166-1 alpha-3 */
  state: string;
  said: PublicAuthority;
  /** when its State last said that it is right, ISO 8601 UTC */
  confirmed_at: string;
}

/** The authorities in force at an instant, central authorities first. Reads what `public` may and in no other transaction anything. */
export async function publicDirectory(trx: Trx, now: string): Promise<PublicEntry[]> {
  const rows = await trx.selectFrom('directory_public').selectAll().execute();
  const attested = await trx.selectFrom('directory_attestation_public').selectAll().orderBy('at').execute();
  const unknown = { reason: '', proposed_by: '' };
  // the view gives what came into force, with the moment it did: none of these waits for a call-back
  const read: DirectoryRows = {
    versions: rows.map(({ since: at, ...row }) => ({ ...row, ...unknown, at, kind: 'authority', call_back: false })),
    decisions: new Map(),
    attestations: attested.map((row) => ({ ...row, id: '', entries: [] })),
  };
  return inForce(read, now)
    .map(({ state, said, confirmed_at }) => ({ state, said: said as PublicAuthority, confirmed_at }))
    .filter(({ state }) => isState(state))
    .toSorted((a, b) => roleRank(a.said.role) - roleRank(b.said.role) || a.said.name.localeCompare(b.said.name));
}

/** The name of a State's central authority: as the State entered it, else as the operator set the participant up. */
export const centralName = (
  entries: readonly PublicEntry[],
  state: string,
  setUp?: string | undefined,
): string | null =>
  centralFor(entries.filter((one) => one.state === state).map(({ said }) => said as Authority))?.name ?? setUp ?? null;

type Words = (key: string, params?: Record<string, string | number>) => string;
const wordsOf =
  (language: Language): Words =>
  (key, params) =>
    say(language, params ? { key, params } : key);

/** `confirmed by the State on 3 March 2026`; after a year, for how many months it was not. */
function freshness(t: Words, at: string, now: string): Html {
  const { fresh, months } = freshnessOf(at, now);
  const day = Date.parse(at);
  return fresh
    ? html`${t('portal.directory.confirmed', { day })}`
    : html`<strong class="portal-mark">${t('portal.directory.stale', { day, months })}</strong>`;
}

/** All 35 States: the central authority of each and how old its entries are. `setUp`: names by State, before it entered its own. */
export function directoryPage(
  language: Language,
  entries: readonly PublicEntry[],
  setUp: ReadonlyMap<string, string>,
  now: string,
): PortalPage {
  const t = wordsOf(language);
  const named = states
    .map(({ code }) => ({ code, name: stateName(code, language) }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  return {
    path: '/directory',
    title: t('portal.directory'),
    description: t('portal.directory.lead'),
    content: html`<p class="portal-lead">${t('portal.directory.lead')}</p>
<table class="portal-table"><thead><tr><th scope="col">${t(
      'portal.directory.state',
    )}</th><th scope="col">${t('portal.guide.authority')}</th></tr></thead><tbody>${named.map(({ code, name }) => {
      const [oldest] = entries.flatMap((one) => (one.state === code ? [one.confirmed_at] : [])).sort();
      const authority = centralName(entries, code, setUp.get(code));
      return html`<tr><th scope="row"><a href="/portal/${language}/directory/${code}">${name}</a></th><td>${
        authority ?? html`<span class="muted">${t('portal.directory.none')}</span>`
      }${oldest && html`<br><span class="muted">${freshness(t, oldest, now)}</span>`}</td></tr>`;
    })}</tbody></table>`,
  };
}

/** One State: its authorities, its reservations and declarations, and the way to the guide to it. */
export function stateDirectoryPage(
  language: Language,
  { state, binding }: StateGuide,
  entries: readonly PublicEntry[],
  now: string,
): PortalPage {
  const t = wordsOf(language);
  const name = stateName(state, language);
  const own = entries.filter((one) => one.state === state);
  const languageNames = new Intl.DisplayNames([localeOf(language)], { type: 'language' });
  const listed = (items: readonly string[]) => new Intl.ListFormat(localeOf(language)).format(items);
  const fact = (key: string, value: Html | string | false) =>
    value && html`<div><dt>${t(`portal.directory.${key}`)}</dt><dd>${value}</dd></div>`;
  const some = (items: readonly string[], word: (code: string) => string) =>
    items.length > 0 && listed(items.map(word));
  const authority = ({ said, confirmed_at }: PublicEntry) => {
    const { role, instruments, networks, languages, channels, address, email } = said;
    return html`<li><p class="muted">${t(`authority_role.${role}`)}</p><h3>${said.name}</h3>
<dl class="facts">${fact(
      'instruments',
      role === 'central_authority' &&
        (instruments.length === 0
          ? t('portal.directory.instruments.all')
          : listed(instruments.map((code) => t(`instrument.${code}.short`)))),
    )}${fact(
      'networks',
      some(networks, (code) => t(`network.${code}`)),
    )}${fact(
      'accepted',
      some(languages, (code) => languageNames.of(code) ?? code),
    )}${fact(
      'channels',
      some(channels, (channel) => t(`contact_channel.${channel}`)),
    )}${fact('address', address !== undefined && prose(address))}${fact('email', email ?? false)}</dl>
<p class="muted">${freshness(t, confirmed_at, now)}</p></li>`;
  };
  const reservations = binding.flatMap(({ item, reservations: made }) =>
    made.map((one) => ({ ...one, code: item.code })),
  );
  return {
    path: `/directory/${state}`,
    title: t('portal.directory.title', { state: name }),
    description: t('portal.directory.description', { state: name }),
    content: html`<p><a href="/portal/${language}/guides/${state}">${t('portal.guide.title', { state: name })}</a></p>
${
  own.length === 0
    ? html`<p>${t('portal.directory.empty')}</p>`
    : html`<ul class="portal-list">${own.map(authority)}</ul>`
}
<p class="portal-note">${t('portal.directory.withheld')}</p>
<h2>${t('portal.guide.reservations')}</h2>
${
  reservations.length === 0
    ? html`<p class="muted">${t('portal.directory.reservations.none')}</p>`
    : html`<ul>${reservations.map(
        ({ code, article, nature, text }) =>
          html`<li>${t(`instrument.${code}.short`)}, ${t(`payload.law.nature.${nature}`)}, ${t('portal.article', {
            article,
          })}: ${text}</li>`,
      )}</ul>`
}`,
  };
}
