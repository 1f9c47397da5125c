import type { ProgressStatus } from '@rogatoria/workflows/recommendations/meetings.ts';
import { Pill, type Tone } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

const tones: Record<ProgressStatus, Tone> = {
  done: 'done',
  under_way: 'them',
  not_begun: 'us',
  not_applicable: 'plain',
};

/** How far a recommendation is, in a word. */
export function StatusPill({ status }: { status: ProgressStatus }) {
  const { t } = useTexts();
  return <Pill tone={tones[status]}>{t(`progress.${status}`)}</Pill>;
}

/** The same as a shape: full, half, empty, struck; a dot where there is no report. Its word is read out. */
export function StatusSign({ status }: { status: ProgressStatus | null }) {
  const { t } = useTexts();
  return (
    <span className={`sign sign-${status ?? 'none'}`} title={t(`progress.${status ?? 'none'}`)}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {status === null ? <circle className="sign-fill" cx="8" cy="8" r="1.5" /> : null}
        {status === 'not_applicable' ? <path className="sign-line" d="M3 8h10" /> : null}
        {status === 'done' || status === 'under_way' || status === 'not_begun' ? (
          <circle className="sign-line" cx="8" cy="8" r="5.5" />
        ) : null}
        {status === 'done' ? <circle className="sign-fill" cx="8" cy="8" r="6" /> : null}
        {status === 'under_way' ? <path className="sign-fill" d="M8 2a6 6 0 0 1 0 12z" /> : null}
      </svg>
      <span className="hidden-visually">{t(`progress.${status ?? 'none'}`)}</span>
    </span>
  );
}
