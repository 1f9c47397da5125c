import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { demoClockQuery, useAdvanceClock } from '../api/queries.ts';
import { useNow } from '../app/session.tsx';
import { Button, Dialog, ErrorSummary, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** Only in a demonstration: what its clock says, and a quiet way to move it on. */
export function DemoBar() {
  const { t, dateTime, zone } = useTexts();
  const now = useNow();
  const advance = useAdvanceClock();
  const [open, setOpen] = useState(false);
  const [days, setDays] = useState('');
  const wanted = /^\d{1,3}$/.test(days.trim()) ? Number(days) : 0;
  const valid = wanted >= 1 && wanted <= 400;
  const move = (count: number) => advance.mutate(`P${count}D`, { onSuccess: () => setOpen(false) });
  return (
    <aside className="demo-bar" aria-label={t('demo.clock')}>
      <span>
        <strong>{t('demo.clock')}</strong> ·{' '}
        <span className="number">{dateTime(new Date(now).toISOString(), zone)}</span>
      </span>
      <Button variant="quiet" small onPress={() => setOpen(true)}>
        {t('demo.advance')}
      </Button>
      <Dialog title={t('demo.advance')} isOpen={open} onOpenChange={setOpen}>
        <p>{t('demo.advance.help')}</p>
        <ErrorSummary error={advance.error} />
        <div className="row">
          {[1, 7, 30, 40].map((count) => (
            <Button key={count} isDisabled={advance.isPending} onPress={() => move(count)}>
              {t('demo.days', { days: count })}
            </Button>
          ))}
        </div>
        <form
          className="row row-end"
          onSubmit={(event) => {
            event.preventDefault();
            if (valid) move(wanted);
          }}
        >
          <TextField
            label={t('demo.custom')}
            value={days}
            onChange={setDays}
            inputMode="numeric"
            size="short"
            error={days !== '' && !valid ? t('demo.custom.wrong') : undefined}
          />
          <Button type="submit" isDisabled={!valid} isPending={advance.isPending}>
            {t('demo.move')}
          </Button>
        </form>
      </Dialog>
    </aside>
  );
}

/** While the past year is still being played through. */
export function FillingYear() {
  const { t } = useTexts();
  const { data } = useQuery(demoClockQuery);
  if (!data || data.progress.total === 0 || data.progress.done >= data.progress.total) return null;
  const { done, total } = data.progress;
  return (
    <div className="filling">
      <p>{t('demo.filling', { done, total })}</p>
      <progress aria-label={t('demo.filling.label')} value={done} max={total} />
    </div>
  );
}
