import type { Checklist, Gap } from '@rogatoria/workflows/types.ts';
import { Card } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { useDraft } from './context.tsx';
import { placeOf } from './gaps.ts';
import { Mark } from './mark.tsx';

/** What a basis wants a request to say, letter by letter, and whether this one says it. */
export function ChecklistCard({ checklist, gaps }: { checklist: Checklist; gaps: readonly Gap[] }) {
  const { t, has } = useTexts();
  const { kind, show } = useDraft();
  const { basis, article, items } = checklist;
  const done = items.filter(({ ok }) => ok).length;
  const note = `draft.checklist.note.${basis}.${kind}`;
  const name = t(`instrument.${basis}.short`);
  return (
    <Card
      className="checklist"
      title={article ? (basis === 'PROFILE' ? `${name}: ${article}` : `${name} ${t('ui.article', { article })}`) : name}
    >
      <ul>
        {items.map((item) => {
          const gap = gaps.find(({ field }) => item.fields.includes(field)) ?? null;
          const field = gap?.field ?? item.fields[0] ?? 'bases';
          const full = `contents.${basis}.${item.letter}`;
          return (
            <li key={item.letter}>
              <button
                type="button"
                className="checklist-item"
                title={has(full) ? t(full) : undefined}
                onClick={() => show(field, gap ? placeOf(gap) : undefined)}
              >
                <Mark kind={item.ok ? 'done' : 'open'} />
                <span>
                  <span className="hidden-visually">{t(item.ok ? 'draft.complete' : 'draft.incomplete')}: </span>
                  {item.letter} {t(item.label)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="muted">
        {t('draft.checklist.count', { done, total: items.length })}
        {has(note) ? ` ${t(note)}` : ''}
      </p>
    </Card>
  );
}
