import type { Kind } from '@rogatoria/workflows/types.ts';
import { useTexts } from '../texts/index.tsx';
import type { SectionState } from './gaps.ts';
import { Mark } from './mark.tsx';

interface SectionsProps {
  kind: Kind;
  states: readonly SectionState[];
  current: string;
  onGo(name: string): void;
}

/** The sections of the form, each with what it still lacks. */
export function SectionList({ kind, states, current, onGo }: SectionsProps) {
  const { t } = useTexts();
  return (
    <nav aria-label={t('draft.sections')}>
      <ol className="section-list">
        {states.map(({ name, errors, warnings }, index) => (
          <li key={name}>
            <button type="button" aria-current={name === current ? 'step' : undefined} onClick={() => onGo(name)}>
              <span>
                {index + 1} {t(`form.${kind}.section.${name}`)}
              </span>
              {errors.length > 0 ? (
                <span className="text-us">
                  <b aria-hidden="true">{errors.length}</b>
                  <span className="hidden-visually">{t('draft.section.missing', { count: errors.length })}</span>
                </span>
              ) : warnings.length > 0 ? (
                <span>
                  <Mark kind="open" />
                  <span className="hidden-visually">{t('draft.section.doubts', { count: warnings.length })}</span>
                </span>
              ) : (
                <span>
                  <Mark kind="done" />
                  <span className="hidden-visually">{t('draft.complete')}</span>
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The same for a small screen. */
export function SectionSelect({ kind, states, current, onGo }: SectionsProps) {
  const { t } = useTexts();
  return (
    <label className="section-select field">
      <span className="field-label">{t('draft.sections')}</span>
      <select className="input" value={current} onChange={(event) => onGo(event.target.value)}>
        {states.map(({ name, errors }, index) => (
          <option key={name} value={name}>
            {`${index + 1} ${t(`form.${kind}.section.${name}`)} · ${
              errors.length > 0 ? t('draft.section.missing', { count: errors.length }) : t('draft.complete')
            }`}
          </option>
        ))}
      </select>
    </label>
  );
}
