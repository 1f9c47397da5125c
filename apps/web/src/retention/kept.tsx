import type { KeptCaseView } from '@rogatoria/api/retention/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRole } from '../app/session.tsx';
import { Button, Card, DateField, Dialog, ErrorSummary, TextArea } from '../components/index.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';
import { keptQuery, useRetentionChange } from './queries.ts';
import './retention.css';

/** The rule and where it comes from: a default says that it is policy and no law. */
export function ruleWords({ rule }: Pick<KeptCaseView, 'rule'>, { t }: Pick<TextTools, 't'>): string {
  const { years, note } = rule;
  return note === null ? t('retention.rule.default', { years }) : t('retention.rule.set', { years, note });
}

/** Until when, in one line. */
export function untilWords(kept: KeptCaseView, { t, date }: Pick<TextTools, 't' | 'date'>): string {
  if (kept.erased) return t('retention.erased.on', { day: date(kept.erased.at) });
  if (kept.until === null) return t('retention.open');
  return t(kept.due ? 'retention.over' : 'retention.until', { day: kept.until });
}

/** On the case page: until when the file is kept and why, and what the reader may do about it. */
export function KeptCard({ id }: { id: string }) {
  const tools = useTexts();
  const { t, dateTime } = tools;
  const { data: kept } = useQuery(keptQuery(id));
  const oversees = useRole('admin', 'auditor', 'approver');
  if (!kept) return null;
  const { erased, hold, postponement, proposal, keepers, why, until } = kept;
  return (
    <Card title={t('retention.case')} className="kept">
      <p className="side-lead">{untilWords(kept, tools)}</p>
      <p className="muted">
        {erased ? ruleWords(erased, tools) : ruleWords(kept, tools)}
        {!erased && until !== null && why !== 'period' ? ` ${t(`retention.why.${why}`)}` : ''}
      </p>
      {erased ? (
        <p className="muted">
          {t('retention.erased.by', { proposed: erased.proposed_by, confirmed: erased.confirmed_by })}
        </p>
      ) : null}
      {hold ? (
        <p>
          <strong>{t('retention.held')}</strong> {hold.reason}{' '}
          <span className="muted">{t('retention.by', { by: hold.by, at: dateTime(hold.at) })}</span>
        </p>
      ) : null}
      {postponement && !erased ? (
        <p className="muted">
          {t('retention.postponed', { day: postponement.until })} {postponement.reason}{' '}
          {t('retention.by', { by: postponement.by, at: dateTime(postponement.at) })}
        </p>
      ) : null}
      {keepers
        .filter((keeper) => keeper !== 'hold' && keeper !== 'open')
        .map((keeper) => (
          <p key={keeper} className="muted">
            {t(`retention.keeper.${keeper}`)}
          </p>
        ))}
      {proposal ? <p>{t('retention.proposed', { by: proposal.by, at: dateTime(proposal.at) })}</p> : null}
      {erased ? null : <KeptActions kept={kept} />}
      {oversees ? (
        <p className="no-print">
          <Link to="/retention">{t('retention.all')}</Link>
        </p>
      ) : null}
    </Card>
  );
}

type Act = 'hold' | 'lift' | 'postpone' | 'propose' | 'refuse' | 'confirm';

/** What this officer may do about one file, each in a dialog that says what follows. */
export function KeptActions({ kept }: { kept: KeptCaseView }) {
  const { t } = useTexts();
  const [act, setAct] = useState<Act | null>(null);
  const admin = useRole('admin');
  const head = useRole('approver');
  const holds = useRole('drafter', 'approver', 'officer', 'admin');
  const { hold, due, proposal, closed_at } = kept;
  const acts: Act[] = [
    ...(due && admin && !proposal ? (['propose'] as const) : []),
    ...(proposal && due && head && !proposal.own ? (['confirm'] as const) : []),
    ...(proposal && (head || admin) ? (['refuse'] as const) : []),
    ...(!hold && holds ? (['hold'] as const) : []),
    ...(hold && (head || admin) ? (['lift'] as const) : []),
    ...(closed_at !== null && (head || admin) ? (['postpone'] as const) : []),
  ];
  return (
    <div className="row kept-acts no-print">
      {acts.map((one) => (
        <Button
          key={one}
          small
          variant={one === 'confirm' || one === 'propose' ? 'secondary' : 'quiet'}
          onPress={() => setAct(one)}
        >
          {t(`retention.do.${one}`)}
        </Button>
      ))}
      {act ? <ActDialog key={act} act={act} kept={kept} onClose={() => setAct(null)} /> : null}
    </div>
  );
}

const paths: Record<Act, string> = {
  hold: 'retention/hold',
  lift: 'retention/lift',
  postpone: 'retention/postpone',
  propose: 'erasure/propose',
  refuse: 'erasure/refuse',
  confirm: 'erasure/confirm',
};

function ActDialog({ act, kept, onClose }: { act: Act; kept: KeptCaseView; onClose(): void }) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [tried, setTried] = useState(false);
  const change = useRetentionChange();
  const reasoned = act !== 'propose' && act !== 'confirm';
  const send = async () => {
    setTried(true);
    if ((reasoned && reason.trim() === '') || (act === 'postpone' && until === '')) return;
    const body = { ...(reasoned ? { reason: reason.trim() } : {}), ...(act === 'postpone' ? { until } : {}) };
    await change.mutateAsync({ path: `/cases/${kept.case_id}/${paths[act]}`, body });
    onClose();
  };
  return (
    <Dialog
      title={t(`retention.do.${act}`)}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button
          variant={act === 'confirm' ? 'danger' : 'primary'}
          isPending={change.isPending}
          onPress={() => void send().catch(() => {})}
        >
          {t(`retention.do.${act}`)}
        </Button>
      }
    >
      <div className="schema-form">
        <p>{t(`retention.explain.${act}`, { number: kept.number ?? t('case.no_number') })}</p>
        <ErrorSummary error={change.error} idOf={({ field }) => `retention-${field}`} />
        {act === 'postpone' ? (
          <DateField
            id="retention-until"
            label={t('retention.until.label')}
            value={until}
            onChange={setUntil}
            error={tried && until === '' ? t('ui.required') : undefined}
          />
        ) : null}
        {reasoned ? (
          <TextArea
            id="retention-reason"
            label={t('retention.reason')}
            value={reason}
            onChange={setReason}
            isRequired
            error={tried && reason.trim() === '' ? t('ui.required') : undefined}
          />
        ) : null}
      </div>
    </Dialog>
  );
}
