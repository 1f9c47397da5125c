import type { LawRecordView } from '@rogatoria/api/law/schemas.ts';
import { type LineKind, lineKinds, lineSchemas } from '@rogatoria/workflows/instruments/index.ts';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../api/client.ts';
import { useRecordLaw } from '../api/queries.ts';
import { useSession } from '../app/session.tsx';
import { Button, Dialog, ErrorSummary, RadioGroup, TextArea } from '../components/index.ts';
import { cleanPayload, emptyPayload, missingFields, type Payload, SchemaForm } from '../components/schema-form.tsx';
import { useTexts } from '../texts/index.tsx';

export type Wish = { act: 'add' } | { act: 'amend' | 'withdraw'; record: LawRecordView };

/** What this participant may record: a State its own law, the Secretariat entries into force. */
export const kindsOf = (participant: string): readonly LineKind[] =>
  lineKinds.filter((kind) => (kind === 'entry_into_force') === (participant === 'OAS'));

/** Records a line, a new version of one, or takes one back; a refusal names the two lines that disagree. */
export function RecordDialog({ wish, onClose }: { wish: Wish; onClose(): void }) {
  const { t } = useTexts();
  const { user } = useSession();
  const kinds = kindsOf(user.participant);
  const record = wish.act === 'add' ? undefined : wish.record;
  const [chosen, setChosen] = useState<LineKind>(record?.kind ?? kinds[0] ?? 'status');
  const schema = lineSchemas[chosen];
  const [line, setLine] = useState<Payload>({ ...emptyPayload(schema), ...record?.versions[0]?.line });
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const write = useRecordLaw();
  const top = useRef<HTMLDivElement>(null);
  // a refusal stands above the questions, out of sight of the button
  useEffect(() => {
    if (write.error) top.current?.scrollIntoView({ block: 'start' });
  }, [write.error]);
  const withdraws = wish.act === 'withdraw';
  const missing = [...(withdraws ? [] : missingFields(schema, line)), ...(reason.trim() === '' ? ['reason'] : [])];
  const refused = write.error instanceof ApiProblem ? write.error.errors : [];
  const required = (field: string) => ({ field, rule: 'required', message: t('ui.required') });
  const errors = [
    ...(tried ? missing.map(required) : []),
    ...refused.map((problem) => ({ ...problem, field: problem.field.replace(/^line\./, '') })),
  ];
  const send = async () => {
    setTried(true);
    if (missing.length > 0) {
      document.getElementById(`law-${missing[0]}`)?.scrollIntoView({ block: 'center' });
      return;
    }
    await write.mutateAsync({
      kind: chosen,
      reason,
      ...(record ? { record: { id: record.record, version: record.version } } : {}),
      ...(withdraws ? {} : { line: cleanPayload(line) }),
    });
    onClose();
  };
  return (
    <Dialog
      title={t(`law.${wish.act}`)}
      isOpen
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button
          variant={withdraws ? 'danger' : 'primary'}
          isPending={write.isPending}
          onPress={() => void send().catch(() => {})}
        >
          {t(`law.${wish.act}.do`)}
        </Button>
      }
    >
      <div className="law-dialog" ref={top}>
        <ErrorSummary error={write.error} idOf={({ field }) => `law-${field.replace(/^line\./, '')}`} />
        {wish.act === 'add' && kinds.length > 1 ? (
          <RadioGroup
            label={t('law.kind')}
            options={kinds.map((kind) => ({
              id: kind,
              label: t(`law.kind.${kind}`),
              hint: t(`law.kind.${kind}.help`),
            }))}
            value={chosen}
            onChange={(kind) => {
              setChosen(kind as LineKind);
              setLine(emptyPayload(lineSchemas[kind as LineKind]));
              setTried(false);
              write.reset();
            }}
          />
        ) : null}
        {withdraws ? (
          <p>{t('law.withdraw.explain')}</p>
        ) : (
          <SchemaForm
            key={chosen}
            schema={schema}
            value={line}
            onChange={setLine}
            prefix="payload.law"
            idPrefix="law"
            errors={errors}
          />
        )}
        <TextArea
          id="law-reason"
          label={t('payload.law.reason')}
          hint={t('payload.law.reason.help')}
          value={reason}
          onChange={setReason}
          rows={2}
          isRequired
          error={errors.find(({ field }) => field === 'reason')?.message}
        />
      </div>
    </Dialog>
  );
}
