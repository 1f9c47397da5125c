import {
  type IndicatorId,
  type IndicatorSource,
  indicatorOf,
  indicatorSources,
} from '@rogatoria/workflows/indicators.ts';
import { useTexts } from '../texts/index.tsx';

/** An indicator as it is defined: the same line of data that the figure is computed from, in words. */
export function Definition({ id }: { id: IndicatorId }) {
  const { t } = useTexts();
  const indicator = indicatorOf(id);
  if (!indicator) return null;
  const [over, under] = indicator.of;
  const factor = indicator.unit === 'percent' ? ' × 100' : '';
  const formula = under ? `${t(`term.${over}`)} ÷ ${t(`term.${under}`)}${factor}` : t(`term.${over}`);
  return (
    <dl className="definition-list">
      <dt>{t('figures.definition.id')}</dt>
      <dd className="number">{id}</dd>
      <dt>{t('figures.definition.formula')}</dt>
      <dd>{formula}</dd>
      <dt>{t('figures.definition.meaning')}</dt>
      <dd>{t(`indicator.${id}.formula`)}</dd>
      <dt>{t('figures.definition.population')}</dt>
      <dd>{t(`figures.population.${indicator.population}`)}</dd>
      <dt>{t('figures.definition.unit')}</dt>
      <dd>{t(`figures.unit.${indicator.unit}`)}</dd>
      <dt>{t('figures.definition.source')}</dt>
      <dd>
        <Sources of={indicator.sources} />
      </dd>
    </dl>
  );
}

/** Where a figure comes from; a text that was not checked says so. */
export function Sources({ of }: { of: readonly IndicatorSource[] }) {
  const { t } = useTexts();
  return of.map((source) => (
    <span key={source} className="definition-source">
      {t(`indicator.source.${source}`)}
      {indicatorSources[source].verified ? null : ` (${t('figures.unverified')})`}
    </span>
  ));
}
