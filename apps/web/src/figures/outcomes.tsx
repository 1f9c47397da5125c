/** How requests ended, why they were refused, and on which basis they rest. */
import { InstrumentName } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { lines, outcomeLines, sum } from './facts.ts';
import { Breakdown, Counted, type Shown } from './parts.tsx';

export function Outcomes({ view }: Shown) {
  const { t } = useTexts();
  const closed = view.flows.reduce((all, flow) => all + flow.closed, 0);
  const evidence = view.flows.filter(({ kind }) => kind === 'evidence');
  const decided = evidence.reduce((all, flow) => all + flow.closed, 0);
  const executed = evidence.reduce(
    (all, { outcomes: { executed_full = 0, executed_partial = 0 } }) => all + executed_full + executed_partial,
    0,
  );
  const title =
    closed === 0
      ? t('figures.outcomes.none')
      : decided === 0
        ? t('figures.outcomes.preservation', { count: closed })
        : t('figures.outcomes', { executed, closed: decided });
  return (
    <Breakdown
      title={title}
      head={t('figures.outcome')}
      entries={outcomeLines(view)}
      name={(outcome) => (outcome === '' ? t('figures.unstated') : t(`outcome.${outcome}`))}
      counted={<Counted ids={['M3']} />}
    />
  );
}

export function Refusals({ view }: Shown) {
  const { t } = useTexts();
  const entries = lines(
    view.grounds,
    ({ ground }) => ground,
    ({ count }) => count,
  );
  return (
    <Breakdown
      title={t('figures.grounds', {
        theirs: sum(view.grounds, 'outgoing', ({ count }) => count),
        ours: sum(view.grounds, 'incoming', ({ count }) => count),
      })}
      head={t('figures.ground')}
      entries={entries}
      name={(ground) => (ground === '' ? t('figures.unstated') : t(`ground.${ground}`))}
      counted={<Counted ids={['M7.ground']} />}
    />
  );
}

export function Bases({ view }: Shown) {
  const { t, has } = useTexts();
  const entries = lines(
    view.bases,
    ({ basis }) => basis,
    ({ count }) => count,
  );
  const name = (basis: string) => {
    const key = `instrument.${basis}.short`;
    return basis === '' ? t('figures.unstated') : has(key) ? t(key) : basis;
  };
  const first = entries[0];
  return (
    <Breakdown
      title={first ? t('figures.bases', { basis: name(first.key) }) : t('figures.bases.title')}
      head={t('figures.bases.title')}
      entries={entries}
      name={name}
      label={(basis) => (basis === '' ? name(basis) : <InstrumentName code={basis} />)}
      note={t('figures.bases.note')}
      counted={<Counted ids={['M1']} />}
    />
  );
}
