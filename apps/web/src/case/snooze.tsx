import type { Deadline } from '@rogatoria/api/deadlines/schemas.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { actionKey, api } from '../api/client.ts';
import { useRole } from '../app/session.tsx';
import { Button, DateField, Dialog, ErrorSummary, fieldErrors, TextArea } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** Whether the reminders of a clock were put off, by whom and why; and a button to do so. */
export function Snooze({ caseId, deadline }: { caseId: string; deadline: Deadline }) {
  const { t, first, date } = useTexts();
  const handles = useRole('drafter', 'approver', 'officer', 'duty');
  const [open, setOpen] = useState(false);
  const { snoozed } = deadline;
  const waiting = deadline.reminders.some(({ sent_at, at }) => sent_at === null && at < deadline.due_at);
  const may = handles && deadline.status === 'running' && waiting;
  if (!snoozed && !may) return null;
  return (
    <div className="row snooze">
      {snoozed ? (
        <p className="muted">
          {t('snooze.said', { date: date(snoozed.until), by: snoozed.by ?? '', reason: snoozed.reason })}
        </p>
      ) : null}
      {may ? (
        <Button
          small
          variant="quiet"
          onPress={() => setOpen(true)}
          aria-label={t('snooze.of', { what: first([`deadline.${deadline.kind}`]) })}
        >
          {t('snooze.do')}
        </Button>
      ) : null}
      {open ? <SnoozeDialog caseId={caseId} kind={deadline.kind} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function SnoozeDialog({ caseId, kind, onClose }: { caseId: string; kind: string; onClose(): void }) {
  const { t, first } = useTexts();
  const client = useQueryClient();
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [key] = useState(actionKey);
  const snooze = useMutation({
    mutationFn: () =>
      api.post(`/api/cases/${caseId}/deadlines/${kind}/snooze`, { until, reason }, { key: `${key}${until}` }),
    onSettled: () => client.invalidateQueries(),
  });
  const refused = fieldErrors(snooze.error);
  const missing = (value: string) => (tried && value.trim() === '' ? t('ui.required') : undefined);
  const send = async () => {
    setTried(true);
    if (until === '' || reason.trim() === '') return;
    await snooze.mutateAsync();
    onClose();
  };
  return (
    <Dialog
      title={t('snooze.of', { what: first([`deadline.${kind}`]) })}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={snooze.isPending} onPress={() => void send().catch(() => {})}>
          {t('snooze.do')}
        </Button>
      }
    >
      <div className="schema-form">
        <p>{t('snooze.help')}</p>
        <ErrorSummary error={snooze.error} idOf={() => 'snooze-until'} />
        <DateField
          id="snooze-until"
          label={t('snooze.until')}
          value={until}
          onChange={setUntil}
          isRequired
          error={refused.until ?? missing(until)}
        />
        <TextArea label={t('snooze.reason')} value={reason} onChange={setReason} isRequired error={missing(reason)} />
      </div>
    </Dialog>
  );
}
