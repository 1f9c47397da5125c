import type { Gap, Kind } from '@rogatoria/workflows/types.ts';
import type { Ref } from 'react';
import { useTexts } from '../texts/index.tsx';
import { idOf, labelOf, placeOf, sourceWords, wordsOf } from './gaps.ts';

interface GapSummaryProps {
  gaps: readonly Gap[];
  kind: Kind;
  onGo(field: string, path?: string): void;
  /** inside a dialog: no frame, no alert */
  quiet?: boolean;
  ref?: Ref<HTMLDivElement>;
}

/** Why the request cannot go yet: every gap leads to its question. */
export function GapSummary({ gaps, kind, onGo, quiet = false, ref }: GapSummaryProps) {
  const texts = useTexts();
  const { t } = texts;
  return (
    <div
      className={quiet ? 'gap-summary' : 'gap-summary error-summary'}
      ref={ref}
      tabIndex={-1}
      role={quiet ? undefined : 'alert'}
    >
      {quiet ? null : <p className="error-summary-title">{t('draft.gaps', { count: gaps.length })}</p>}
      <ul>
        {gaps.map((gap, index) => {
          const place = placeOf(gap);
          const { what, why } = wordsOf(gap, texts);
          const source = sourceWords(gap.source, texts);
          const line = gap.params?.line;
          const plain = gap.rule === 'missing';
          // the reason once, however often the same thing is missing
          const first = gaps.findIndex(({ rule }) => rule === gap.rule) === index;
          return (
            <li key={`${gap.field} ${gap.path ?? ''} ${gap.rule}`}>
              <a
                href={`#${idOf(gap.field, place)}`}
                onClick={(event) => {
                  event.preventDefault();
                  onGo(gap.field, place);
                }}
              >
                {labelOf(kind, gap.field, t)}
                {line === undefined ? '' : ` · ${t('ui.line', { number: line })}`}
                {plain ? '' : ` – ${what}`}
              </a>{' '}
              {quiet && why && first ? <span>{why} </span> : null}
              {source ? <span className="source">{source}</span> : null}
              {gap.example ? (
                <span className="gap-example muted">
                  {t('draft.example')} {t(gap.example)}
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
