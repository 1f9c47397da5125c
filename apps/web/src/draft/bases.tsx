import type { BasisView } from '@rogatoria/api/law/schemas.ts';
import { proposedBases } from '@rogatoria/workflows/instruments/bases.ts';
import type { BasisCode, Kind } from '@rogatoria/workflows/types.ts';
import { Checkbox, Pill } from '../components/index.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';

/** What to propose of what the server found, best first; a person confirms. */
export function proposal(items: readonly BasisView[], kind: Kind): BasisCode[] {
  return proposedBases(
    items.toSorted((a, b) => a.rank - b.rank),
    kind,
  );
}

/** ` (art. 25, 29, 31)`: the articles of the instrument that a request stands on. */
function articlesOf({ sources }: BasisView, t: TextTools['t']): string {
  const named = (verified: boolean) =>
    sources.filter((source) => source.article && source.verified === verified).map(({ article }) => article);
  const [sure, unsure] = [named(true).join(', '), named(false).join(', ')];
  const said = [
    ...(sure ? [t('ui.article', { article: sure })] : []),
    ...(unsure ? [`${t('ui.article', { article: unsure })}, ${t('ui.unverified')}`] : []),
  ];
  return said.length > 0 ? ` (${said.join('; ')})` : '';
}

interface BasesProps {
  items: readonly BasisView[];
  value: readonly BasisCode[];
  onChange(bases: BasisCode[]): void;
  id: string;
}

/** The instruments that bind the two States, best first, each with its reason; folded away, why not the others. */
export function BasesPicker({ items, value, onChange, id }: BasesProps) {
  const texts = useTexts();
  const { t, has } = texts;
  const ranked = [...items].sort((a, b) => a.rank - b.rank);
  const order = ranked.map(({ basis }) => basis);
  const binding = ranked.filter((item) => item.applies || value.includes(item.basis));
  const others = ranked.filter((item) => !binding.includes(item));
  const toggle = (basis: BasisCode, on: boolean) =>
    onChange(
      [...value.filter((one) => one !== basis), ...(on ? [basis] : [])].sort(
        (a, b) => order.indexOf(a) - order.indexOf(b),
      ),
    );
  const nameOf = (basis: string) => t(`instrument.${basis}.short`);
  return (
    <div className="bases" id={id} tabIndex={-1}>
      {binding.map((item) => {
        const chosen = value.includes(item.basis);
        const open = item.usable || chosen;
        return (
          <div key={item.basis} className={chosen ? 'basis basis-chosen' : 'basis'}>
            <Checkbox isSelected={chosen} isDisabled={!open} onChange={(on) => toggle(item.basis, on)}>
              <span className="basis-name">
                {nameOf(item.basis)}{' '}
                {value[0] === item.basis ? <Pill tone="plain">{t('draft.bases.primary')}</Pill> : null}
                {item.usable ? null : <Pill tone="plain">{t('ui.unverified')}</Pill>}
              </span>
              <span className="check-hint">
                {[item.reason, ...item.scope].map((text) => t(text)).join(' ')}
                {articlesOf(item, t)}
              </span>
            </Checkbox>
            {item.cautions.length > 0 ? (
              <ul className="basis-cautions">
                {item.cautions.map((caution) => (
                  <li key={caution.key + JSON.stringify(caution.params ?? {})}>{t(caution)}</li>
                ))}
              </ul>
            ) : null}
          </div>
        );
      })}
      {others.length > 0 ? (
        <details className="quiet-details">
          <summary>{t('draft.bases.why_not')}</summary>
          <dl>
            {others.map((item) => (
              <div key={item.basis}>
                <dt>
                  {has(`instrument.${item.basis}.full`) ? t(`instrument.${item.basis}.full`) : nameOf(item.basis)}
                </dt>
                <dd>{t(item.reason)}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </div>
  );
}
