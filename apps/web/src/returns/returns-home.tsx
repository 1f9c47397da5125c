import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRole } from '../app/session.tsx';
import { Card } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { returnsQuery } from './queries.ts';
import { StagePill } from './stage.tsx';

/** On the home page of who answers for them: the State's return that is not sent, or the returns that wait to be examined. */
export function ReturnsHome() {
  const { t, date } = useTexts();
  const state = useRole('statistics');
  const desk = useRole('desk');
  const { data } = useQuery({ ...returnsQuery, enabled: state || desk });
  const owed = data?.items.filter(({ stage }) => ['open', 'in_work', 'queried'].includes(stage)) ?? [];
  const received = data?.items.filter(({ stage }) => stage === 'received') ?? [];
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
  if (desk && data && data.items.length > 0)
    return (
      <Card tone={received.length > 0 ? 'us' : 'plain'}>
        <p>
          <Link to="/returns">{t('returns.home.desk', { count: received.length })}</Link>
        </p>
      </Card>
    );
  return null;
}
