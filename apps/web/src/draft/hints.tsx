import type { HintsView } from '@rogatoria/api/cases/schemas.ts';
import { Link } from '@tanstack/react-router';
import { Card } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** What this State asked back about our last requests to it; nothing while it never did. */
export function HintsCard({ hints }: { hints: HintsView }) {
  const { t, list, date } = useTexts();
  const { counterpart: state, sent, returned, questioned, subjects, latest } = hints;
  if (returned + questioned === 0) return null;
  const often = subjects.slice(0, 3).map(({ subject, requests }) => `${t(`hint.subject.${subject}`)} (${requests})`);
  return (
    <Card className="checklist draft-hints" title={t('draft.hints.title')}>
      <p>
        {t('draft.hints.count', { state, sent, returned, questioned })}
        {often.length > 0 ? ` ${t('draft.hints.often', { subjects: list(often) })}` : ''}
      </p>
      <details className="quiet-details">
        <summary>{t('draft.hints.words')}</summary>
        <ul>
          {latest.map(({ case_id, number, at, text }) => (
            <li key={`${case_id} ${at}`}>
              <q>{text}</q>{' '}
              <span className="muted">
                <Link to="/cases/$id" params={{ id: case_id }} search={{}}>
                  {number}
                </Link>{' '}
                · {date(at)}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
