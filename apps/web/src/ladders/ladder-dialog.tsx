import { checkLadder, type LadderRung, ladderRoles, mostRungs, sides, tones } from '@rogatoria/workflows/ladders.ts';
import { useState } from 'react';
import { ApiProblem } from '../api/client.ts';
import { Button, CheckboxGroup, Dialog, ErrorSummary, Select, TextArea, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { type Ladder, nameOf } from './ladders-page.tsx';
import { useDecision } from './queries.ts';
import { momentOf, notationOf, type Place, places } from './rungs.ts';

/** Edits a ladder rung by rung; what cannot be is said beside its rung before anything is sent. */
export function LadderDialog({ ladder, onClose }: { ladder: Ladder; onClose(): void }) {
  const { t } = useTexts();
  const { kind, urgency, version } = ladder;
  const [rungs, setRungs] = useState<(LadderRung & { id: number })[]>(() =>
    ladder.rungs.map((rung, id) => ({ ...rung, to: [...rung.to], roles: [...rung.roles], id })),
  );
  const [next, setNext] = useState(rungs.length);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const decision = useDecision();
  const plain = rungs.map(({ id: _, ...rung }) => rung);
  const { errors, warnings } = checkLadder(kind, urgency, plain);
  const refused = decision.error instanceof ApiProblem ? decision.error.errors : [];
  const errorOf = (field: string): string | undefined => {
    if (!tried) return undefined;
    const found = errors.find((error) => error.field === field);
    return found ? t(`rule.${found.rule}`, found.params) : refused.find((error) => error.field === field)?.message;
  };
  const set = (id: number, change: Partial<LadderRung>) =>
    setRungs(rungs.map((rung) => (rung.id === id ? { ...rung, ...change } : rung)));
  const send = async (body: LadderRung[] | null) => {
    setTried(true);
    if ((body && errors.length > 0) || reason.trim() === '') return;
    await decision.mutateAsync({ path: `${kind}/${urgency}`, body: { rungs: body, reason }, version });
    onClose();
  };
  return (
    <Dialog
      title={nameOf(t, ladder)}
      isOpen
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <>
          {ladder.own ? (
            <Button isPending={decision.isPending} onPress={() => void send(null).catch(() => {})}>
              {t('ladders.reset')}
            </Button>
          ) : null}
          <Button variant="primary" isPending={decision.isPending} onPress={() => void send(plain).catch(() => {})}>
            {t('ladders.save')}
          </Button>
        </>
      }
    >
      <div className="schema-form">
        <ErrorSummary error={decision.error} idOf={() => undefined} />
        {rungs.map((rung, index) => {
          const moment = momentOf(rung.at);
          return (
            <fieldset key={rung.id} className="ladders-edit">
              <legend>{t('ladders.rung', { n: index + 1 })}</legend>
              <div className="ladders-edit-row">
                {moment.place === 'due' ? null : (
                  <TextField
                    label={t('ladders.amount')}
                    inputMode="numeric"
                    size="short"
                    value={moment.amount}
                    onChange={(amount) =>
                      set(rung.id, { at: notationOf({ ...moment, amount: amount.replace(/\D/g, '') }) })
                    }
                    error={errorOf(`rungs.${index}.at`)}
                  />
                )}
                <Select
                  label={t('ladders.unit')}
                  value={moment.place}
                  onChange={(place) =>
                    set(rung.id, { at: notationOf({ amount: moment.amount || '1', place: place as Place }) })
                  }
                  options={places.map((place) => ({ id: place, label: t(`ladders.unit.${place}`) }))}
                  error={moment.place === 'due' ? errorOf(`rungs.${index}.at`) : undefined}
                />
                <Select
                  label={t('ladders.tone')}
                  value={rung.tone}
                  onChange={(tone) => set(rung.id, { tone: tone as LadderRung['tone'] })}
                  options={tones
                    .filter((tone) => kind === 'clarification_answer' || !tone.startsWith('lapse_'))
                    .map((tone) => ({ id: tone, label: t(`ladders.tone.${tone}`) }))}
                  error={errorOf(`rungs.${index}.tone`)}
                />
              </div>
              <div className="ladders-edit-row">
                <CheckboxGroup
                  label={t('ladders.to')}
                  value={rung.to}
                  onChange={(to) => set(rung.id, { to: to as LadderRung['to'] })}
                  options={sides.map((side) => ({ id: side, label: t(`ladders.to.${side}`) }))}
                  error={errorOf(`rungs.${index}.to`)}
                />
                <CheckboxGroup
                  label={t('ladders.roles')}
                  hint={t('ladders.roles.help')}
                  value={rung.roles}
                  onChange={(roles) => set(rung.id, { roles: roles as LadderRung['roles'] })}
                  options={ladderRoles.map((role) => ({
                    id: role,
                    label: t(role === 'head' ? 'ladders.role.head' : `role.${role}`),
                  }))}
                />
              </div>
              <Button small variant="quiet" onPress={() => setRungs(rungs.filter(({ id }) => id !== rung.id))}>
                {t('ladders.remove')}
              </Button>
            </fieldset>
          );
        })}
        {rungs.length < mostRungs ? (
          <div>
            <Button
              onPress={() => {
                setRungs([...rungs, { at: 'T-1d', tone: 'reminder', to: [ladder.holder], roles: [], id: next }]);
                setNext(next + 1);
              }}
            >
              {t('ladders.add')}
            </Button>
          </div>
        ) : null}
        {errorOf('rungs') ? (
          <p className="error-summary" role="alert">
            {errorOf('rungs')}
          </p>
        ) : null}
        {warnings.map((warning) => (
          <p key={warning.key} className="text-us" role="status">
            {t(warning)}
          </p>
        ))}
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
