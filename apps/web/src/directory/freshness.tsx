import { freshnessOf } from '@rogatoria/workflows/directory.ts';
import { useNow } from '../app/session.tsx';
import { Pill } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** When a State last said that an address is right: `confirmed 3 months ago`, or a warning after a year. */
export function Freshness({ at }: { at: string }) {
  const { t } = useTexts();
  const { months, days, fresh } = freshnessOf(at, new Date(useNow()).toISOString());
  const key = !fresh ? 'directory.stale' : months > 0 ? 'directory.fresh.months' : 'directory.fresh.days';
  return <Pill tone={fresh ? 'done' : 'late'}>{t(key, { months, days })}</Pill>;
}
