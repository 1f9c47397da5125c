import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRole } from '../app/session.tsx';
import { Card } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { returnsQuery } from './queries.ts';
import { StagePill } from './stage.tsx';

/** On the home page of who answers for it: the State's return that is not sent. */
export function ReturnsHome() {
  const { t, date } = useTexts();
  const state = useRole('statistics');
  const { data } = useQuery({ ...returnsQuery, enabled: state });
  const owed = data?.items.filter(({ stage }) => ['open', 'in_work', 'queried'].includes(stage)) ?? [];
  if (state && owed[0])
    return (
      <Card tone={owed.some(({ overdue }) => overdue) ? 'late' : 'us'}>
        {owed.map((one) => (
          <p key={one.year}>
            <Link to="/returns/$year/$state" params={{ year: String(one.year), state: one.state }}>
              {t('returns.home.state', { year: String(one.year) })}
            </Link>{' '}
            <StagePill of={one} /> {t('returns.due_on', { date: date(one.due) })}
          </p>
        ))}
      </Card>
    );
  return null;
}
