import type { ReturnSummary } from '@rogatoria/api/returns/schemas.ts';
import { Pill, type Tone } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** Whose turn it is, by stage: the State's words and the Secretariat's differ, the colours do not. */
const tones: Record<ReturnSummary['stage'], Tone> = {
  open: 'us',
  in_work: 'us',
  queried: 'us',
  awaited: 'them',
  sent: 'them',
  received: 'us',
  accepted: 'done',
  published: 'done',
};

export function StagePill({ of: { stage, overdue }, desk = false }: { of: ReturnSummary; desk?: boolean }) {
  const { t } = useTexts();
  const tone = overdue ? 'late' : desk && stage === 'queried' ? 'them' : tones[stage];
  return (
    <>
      <Pill tone={tone}>{t(`return.state.${stage}`)}</Pill>
      {overdue ? <span className="text-late"> {t('returns.overdue')}</span> : null}
    </>
  );
}
