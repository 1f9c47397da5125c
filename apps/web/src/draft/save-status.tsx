import { useEffect, useState } from 'react';
import { Button, errorText } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import type { Saver, Snapshot } from './saver.ts';

/** Ticks each second for a minute, then more calmly. */
function useTick(since: number | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const every = since !== null && Date.now() - since > 60_000 ? 15_000 : 1_000;
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [since]);
  return now;
}

/** `saved 4 s ago, also on this computer` */
export function SaveStatus({ state }: { state: Snapshot }) {
  const { t, duration } = useTexts();
  const now = useTick(state.savedAt);
  const here = state.kept ? t('draft.saved.here') : '';
  const text = () => {
    switch (state.phase) {
      case 'saving':
        return t('draft.saving');
      case 'waiting':
        return state.kept ? t('draft.waiting') : t('draft.saving');
      case 'lost':
        return state.kept ? t('draft.lost.short') : t('draft.lost.nowhere');
      case 'conflict':
        return t('draft.conflict.title');
      case 'refused':
        return t('draft.refused.short');
      case 'clean':
        return state.savedAt === null
          ? t('draft.saved.already')
          : `${t('draft.saved', { duration: duration(Math.max(1000, now - state.savedAt)) })}${here}`;
    }
  };
  return <span className={`save-status save-${state.phase}`}>{text()}</span>;
}

/** What stands in the way of saving, and what is being done about it. */
export function SaveNotice({ saver, state }: { saver: Saver; state: Snapshot }) {
  const { t, duration } = useTexts();
  const now = useTick(state.retryAt);
  return (
    <div role="status" className="notices">
      {state.phase === 'lost' ? (
        <div className="notice notice-us">
          <p>
            {t(state.kept ? 'draft.lost' : 'draft.lost.nowhere_long')}
            {state.retryAt ? (
              <span aria-hidden="true">
                {' '}
                {t('draft.lost.again', { duration: duration(Math.max(1000, state.retryAt - now)) })}
              </span>
            ) : null}
          </p>
          <Button small onPress={() => void saver.flush()}>
            {t('draft.lost.now')}
          </Button>
        </div>
      ) : null}
      {state.phase === 'refused' ? (
        <div className="notice notice-late">
          <p>
            {t('draft.refused')} {errorText(state.problem, t)}
          </p>
          <Button small onPress={() => void saver.flush()}>
            {t('draft.lost.now')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
