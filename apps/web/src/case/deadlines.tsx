import type { CaseView } from '@rogatoria/api/cases/schemas.ts';
import { buttonClass, EmptyState } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { Clock, ClockWords, WhyThisDate } from './clock.tsx';
import { deadlinesInOrder } from './facts.ts';
import { Snooze } from './snooze.tsx';

/** Every clock of the case as a picture and an explanation; those that run come first. */
export function Deadlines({ view }: { view: CaseView }) {
  const { t, first } = useTexts();
  if (view.deadlines.length === 0) return <EmptyState title={t('case.deadlines.none')} />;
  const runs = view.deadlines.some(({ status }) => status === 'running' || status === 'suspended');
  return (
    <>
      <ul className="deadlines">
        {deadlinesInOrder(view).map((deadline) => (
          <li key={deadline.id} className="card deadline">
            <h3>
              {first([`deadline.${deadline.kind}`])}{' '}
              {deadline.kind === 'preservation_expiry' ? null : (
                <span className="muted deadline-holder">
                  {t(deadline.holder === 'us' ? 'case.holder.us' : 'case.holder.them', { state: view.counterpart })}
                </span>
              )}
            </h3>
            <Clock deadline={deadline} />
            <ClockWords deadline={deadline} />
            <WhyThisDate deadline={deadline} />
            <Snooze caseId={view.id} deadline={deadline} />
          </li>
        ))}
      </ul>
      <div className="row">
        <a className={buttonClass('secondary')} href={`/api/cases/${view.id}/deadlines.pdf`}>
          {t('calendar.statement')}
        </a>
        {runs ? (
          <a className={buttonClass('secondary')} href={`/api/cases/${view.id}/deadlines.ics`} download>
            {t('calendar.file')}
          </a>
        ) : null}
      </div>
    </>
  );
}
