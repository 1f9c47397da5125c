import type { CaseSummary } from '@rogatoria/api/cases/schemas.ts';
import { type Direction, type Kind, kinds } from '@rogatoria/workflows/types.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { casesQuery, participantsQuery } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import type { RequestsSearch } from '../app/router.tsx';
import { useNow, useRole } from '../app/session.tsx';
import {
  Button,
  buttonClass,
  Checkbox,
  EmptyState,
  InstrumentName,
  LoadError,
  Pill,
  Select,
  Skeleton,
  StatePill,
  StateTag,
  TextField,
} from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { stateCodes } from '../texts/states.ts';

const directions: readonly Direction[] = ['incoming', 'outgoing'];

/** Every request of ours, both ways; what is chosen stands in the address. */
export function RequestsPage() {
  const { t } = useTexts();
  const search = useSearch({ from: '/inside/requests' });
  const navigate = useNavigate({ from: '/requests' });
  const mayDraft = useRole('drafter', 'duty', 'officer', 'approver');
  const { direction = 'incoming', kind, counterpart, open = 'open', late, q } = search;
  const filter = {
    direction,
    kind,
    counterpart,
    open: open === 'all' ? undefined : open === 'open',
    late,
    q,
  };
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage, isPlaceholderData } = useInfiniteQuery({
    ...casesQuery(filter),
    placeholderData: keepPreviousData,
  });
  const items = data?.pages.flatMap((page) => page.items);
  const total = data?.pages[0]?.total;
  const filtered = Boolean(kind || counterpart || late || q || open !== 'open');
  const set = (next: Partial<RequestsSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });

  return (
    <Page
      title={t(kind === 'information' || kind === 'consultation' ? `kind.${kind}` : 'requests.title')}
      lead={t(`requests.${direction}.lead`)}
      actions={
        mayDraft ? (
          <Link to="/requests/new" className={buttonClass('primary')}>
            {t('requests.new')}
          </Link>
        ) : null
      }
    >
      <nav className="tab-links" aria-label={t('requests.title')}>
        {directions.map((one) => (
          <Link
            key={one}
            to="/requests"
            search={(old) => ({ ...old, direction: one })}
            className="tab-link"
            aria-current={one === direction ? 'page' : undefined}
          >
            {t(`requests.tab.${one}`)}
          </Link>
        ))}
      </nav>
      <Filters search={search} set={set} />
      {error && !items ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !items ? (
        <Skeleton lines={8} />
      ) : items.length === 0 ? (
        filtered ? (
          <EmptyState
            title={t('requests.none.filtered')}
            action={
              <Button onPress={() => void navigate({ search: { direction }, replace: true })}>
                {t('requests.filter.clear')}
              </Button>
            }
          />
        ) : (
          <EmptyState title={t(`requests.none.${direction}`)}>{t(`requests.none.${direction}.text`)}</EmptyState>
        )
      ) : (
        <>
          {total === undefined ? null : (
            <p className="muted list-count" role="status">
              {t('requests.count', { count: total })}
            </p>
          )}
          <RequestTable items={items} stale={isPlaceholderData} />
          {hasNextPage ? (
            <div className="list-more">
              <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
                {t('ui.more')}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Page>
  );
}

interface FiltersProps {
  search: RequestsSearch;
  set(next: Partial<RequestsSearch>): void;
}

function Filters({ search: { kind, counterpart, open = 'open', late, q = '' }, set }: FiltersProps) {
  const { t, stateName, language } = useTexts();
  const { data: participants } = useQuery(participantsQuery);
  const [unfolded, setUnfolded] = useState(Boolean(kind || counterpart || late || open !== 'open'));
  const [typed, setTyped] = useState(q);
  // the list follows the typing, not every key of it
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => set({ q: typed.trim() === '' ? undefined : typed.trim() }), 300);
    return () => clearTimeout(timer);
  });
  useEffect(() => {
    setTyped((now) => (now.trim() === q ? now : q));
  }, [q]);
  const codes = participants ? participants.filter((one) => one.kind === 'state').map(({ code }) => code) : stateCodes;
  const states = [...new Set([...codes, ...stateCodes])]
    .filter((code) => code !== 'OAS')
    .map((code) => ({ id: code, label: stateName(code) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  return (
    <search className={unfolded ? 'filters filters-open' : 'filters'}>
      <TextField label={t('requests.search')} value={typed} onChange={setTyped} />
      <Button className="filters-toggle" aria-expanded={unfolded} onPress={() => setUnfolded(!unfolded)}>
        {t('requests.filters')}
      </Button>
      <Select
        label={t('requests.filter.kind')}
        value={kind ?? 'all'}
        onChange={(next) => set({ kind: next === 'all' ? undefined : (next as Kind) })}
        options={[
          { id: 'all', label: t('requests.filter.kind.all') },
          ...kinds.map((id) => ({ id, label: t(`requests.kind.${id}`) })),
        ]}
      />
      <Select
        label={t('requests.filter.state')}
        value={counterpart ?? 'all'}
        onChange={(next) => set({ counterpart: next === 'all' ? undefined : next })}
        options={[{ id: 'all', label: t('requests.filter.state.all') }, ...states]}
      />
      <Select
        label={t('requests.filter.open')}
        value={open}
        onChange={(next) => set({ open: next === 'open' ? undefined : (next as 'closed' | 'all') })}
        options={(['open', 'closed', 'all'] as const).map((id) => ({ id, label: t(`requests.filter.open.${id}`) }))}
      />
      <Checkbox isSelected={late === true} onChange={(next) => set({ late: next ? true : undefined })}>
        {t('requests.filter.late')}
      </Checkbox>
    </search>
  );
}

function RequestTable({ items, stale }: { items: readonly CaseSummary[]; stale: boolean }) {
  const { t } = useTexts();
  return (
    <div className={stale ? 'card list stale' : 'card list'} aria-busy={stale}>
      <table className="requests">
        <thead>
          <tr>
            <th scope="col">{t('requests.reference')}</th>
            <th scope="col">{t('requests.filter.state')}</th>
            <th scope="col">{t('requests.subject')}</th>
            <th scope="col">{t('requests.basis')}</th>
            <th scope="col">{t('requests.standing')}</th>
            <th scope="col">{t('requests.due')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <RequestRow key={item.id} item={item} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RequestRow({ item }: { item: CaseSummary }) {
  const { t, date, duration } = useTexts();
  const now = useNow();
  const draft = item.direction === 'outgoing' && item.state === 'draft';
  const left = item.due ? Date.parse(item.due.at) - now : 0;
  return (
    <tr>
      <td className="cell-reference">
        <span className="number">{item.number ?? item.own_reference ?? t('requests.unnumbered')}</span>
        <span className="muted">{t(`requests.kind.${item.kind}`)}</span>
      </td>
      <td className="cell-state">
        <StateTag code={item.counterpart} />
      </td>
      <th scope="row" className="cell-subject">
        <Link to={draft ? '/cases/$id/draft' : '/cases/$id'} params={{ id: item.id }}>
          {item.title || t('home.draft.untitled')}
        </Link>
        {item.urgency === 'ordinary' ? null : (
          <Pill tone={item.urgency === 'emergency' ? 'emergency' : 'plain'}>{t(`pill.${item.urgency}`)}</Pill>
        )}
      </th>
      <td className="cell-basis">
        {item.bases.map((basis, index) => (
          <span key={basis}>
            {index > 0 ? ', ' : ''}
            <InstrumentName code={basis} />
          </span>
        ))}
      </td>
      <td className="cell-standing">
        <StatePill item={item} />
      </td>
      <td className="cell-due">
        {item.due ? (
          <>
            <span className={item.due.late ? 'text-late' : undefined}>
              {left < 0 ? t('clock.late', { duration: duration(left) }) : t('clock.left', { duration: duration(left) })}
            </span>
            <span className="muted">
              {date(item.due.at)} · {t(`pill.${item.due.holder}`)}
            </span>
          </>
        ) : (
          <span className="muted">–</span>
        )}
      </td>
    </tr>
  );
}
