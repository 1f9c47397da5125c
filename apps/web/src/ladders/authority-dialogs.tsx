import type { LaddersView } from '@rogatoria/api/deadlines/schemas.ts';
import { kinds } from '@rogatoria/workflows/types.ts';
import { useState } from 'react';
import { Button, Dialog, ErrorSummary, Select, TextArea, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { useDecision } from './queries.ts';

const nobody = 'nobody';

/** Names the head of the authority, among those who may approve. */
export function HeadDialog({ head, onClose }: { head: LaddersView['head']; onClose(): void }) {
  const { t } = useTexts();
  const [officer, setOfficer] = useState(head.officer?.id ?? nobody);
  const decision = useDecision();
  return (
    <DecisionDialog
      title={t('ladders.head')}
      decision={decision}
      send={(reason) =>
        decision.mutateAsync({
          path: 'head',
          body: { officer: officer === nobody ? null : officer, reason },
          version: head.version,
        })
      }
      onClose={onClose}
    >
      <p>{t('ladders.head.help')}</p>
      <Select
        label={t('ladders.head')}
        value={officer}
        onChange={setOfficer}
        options={[
          { id: nobody, label: t('ladders.head.nobody') },
          ...head.candidates.map(({ id, name }) => ({ id, label: name })),
        ]}
      />
    </DecisionDialog>
  );
}

const whole = /^(?:[1-9]\d?|[12]\d\d|3[0-5]\d|36[0-5])$/;

/** After how many days without a word a file counts as silent. */
export function SilenceDialog({ silence, onClose }: { silence: LaddersView['silence']; onClose(): void }) {
  const { t } = useTexts();
  const [days, setDays] = useState(() => kinds.map((kind) => [kind, String(silence.days[kind])] as const));
  const decision = useDecision();
  const right = days.every(([, value]) => whole.test(value));
  return (
    <DecisionDialog
      title={t('ladders.silence')}
      decision={decision}
      send={(reason) => {
        if (!right) return Promise.reject(new Error('days'));
        const body = { days: Object.fromEntries(days.map(([kind, value]) => [kind, Number(value)])), reason };
        return decision.mutateAsync({ path: 'silence', body, version: silence.version });
      }}
      onClose={onClose}
    >
      <p>{t('ladders.silence.help')}</p>
      {days.map(([kind, value]) => (
        <TextField
          key={kind}
          label={t(`kind.${kind}`)}
          note={t('ladders.days')}
          inputMode="numeric"
          size="short"
          value={value}
          onChange={(next) => setDays(days.map((one) => (one[0] === kind ? [kind, next.trim()] : one)))}
          error={whole.test(value) ? undefined : t('ladders.days.wrong')}
        />
      ))}
    </DecisionDialog>
  );
}

interface DecisionDialogProps {
  title: string;
  decision: ReturnType<typeof useDecision>;
  send(reason: string): Promise<unknown>;
  onClose(): void;
  children: React.ReactNode;
}

/** A decision wants a reason, and closes when it was made. */
function DecisionDialog({ title, decision, send, onClose, children }: DecisionDialogProps) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const decide = async () => {
    setTried(true);
    if (reason.trim() === '') return;
    await send(reason);
    onClose();
  };
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={decision.isPending} onPress={() => void decide().catch(() => {})}>
          {t('ladders.save')}
        </Button>
      }
    >
      <div className="schema-form">
        <ErrorSummary error={decision.error} idOf={() => undefined} />
        {children}
        <TextArea
          label={t('ladders.reason')}
          hint={t('ladders.reason.help')}
          value={reason}
          onChange={setReason}
          isRequired
          error={tried && reason.trim() === '' ? t('ui.required') : undefined}
        />
      </div>
    </Dialog>
  );
}
