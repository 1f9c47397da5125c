import type { Gap } from '@rogatoria/workflows/types.ts';
import { useTexts } from '../texts/index.tsx';
import { sourceWords, wordsOf } from './gaps.ts';

/** What is missing or doubtful, why it matters, and where that is written. */
export function Remarks({ gaps, id, line = false }: { gaps: readonly Gap[]; id?: string; line?: boolean }) {
  const texts = useTexts();
  if (gaps.length === 0) return null;
  return (
    <ul className="remarks" id={id}>
      {gaps.map((gap) => {
        const { what, why } = wordsOf(gap, texts);
        const source = sourceWords(gap.source, texts);
        return (
          <li key={`${gap.path ?? ''} ${gap.rule}`} className={`remark remark-${gap.severity}`}>
            <span className="remark-what">
              {line && gap.path ? `${texts.t('ui.line', { number: Number(gap.path.split('.')[0]) + 1 })}: ` : ''}
              {what}
            </span>
            {why ? <span> {why}</span> : null}
            {gap.example && gap.rule !== 'missing' ? (
              <span className="remark-example">
                {' '}
                {texts.t('draft.example')} {texts.t(gap.example)}
              </span>
            ) : null}
            {source ? <span className="source"> {source}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
