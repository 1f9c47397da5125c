import type { KeptCaseView, RetentionView } from '@rogatoria/api/retention/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../app/page.tsx';
import { useReadsCases, useRole } from '../app/session.tsx';
import { Button, Card, Dialog, ErrorSummary, LoadError, Skeleton, StateTag, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { KeptActions, ruleWords, untilWords } from './kept.tsx';
import { retentionQuery, useRetentionChange } from './queries.ts';
import './retention.css';

type Rule = RetentionView['rules'][number];

/** How long files are kept: rules, what falls due, what is held, what was erased. No content of any file. */
export function RetentionPage() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(retentionQuery);
  return (
    <Page className="retention" title={t('retention.title')} lead={t('retention.lead')}>
      {error && !data ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <Rules rules={data.rules} />
          <Files
            title={t('retention.ending', { count: data.total })}
            none={t('retention.ending.none')}
            items={data.ending}
          />
          <Files title={t('retention.holds')} none={t('retention.holds.none')} items={data.held} />
          <Files title={t('retention.erasures')} none={t('retention.erasures.none')} items={data.erased} />
        </>
      )}
    </Page>
  );
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  const tools = useTexts();
  const { t, first, dateTime } = tools;
  const admin = useRole('admin');
  const [editing, setEditing] = useState<Rule | null>(null);
  return (
    <Card title={t('retention.rules')}>
      <p className="muted">{t('retention.rules.text')}</p>
      <div className="list">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('retention.kind')}</th>
              <th scope="col">{t('retention.rule')}</th>
              <th scope="col">{t('retention.set')}</th>
              {admin ? <th scope="col">{t('retention.change')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={rule.kind}>
                <th scope="row">{first([`kind.${rule.kind}`])}</th>
                <td>{ruleWords({ rule }, tools)}</td>
                <td>
                  {rule.set_by && rule.set_at ? t('retention.by', { by: rule.set_by, at: dateTime(rule.set_at) }) : '–'}
                </td>
                {admin ? (
                  <td>
                    <Button small onPress={() => setEditing(rule)}>
                      {t('retention.change')}
                    </Button>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {editing ? <RuleDialog rule={editing} onClose={() => setEditing(null)} /> : null}
    </Card>
  );
}

function RuleDialog({ rule, onClose }: { rule: Rule; onClose(): void }) {
  const { t, first } = useTexts();
  const [years, setYears] = useState(String(rule.years));
  const [note, setNote] = useState(rule.note ?? '');
  const [tried, setTried] = useState(false);
  const change = useRetentionChange();
  const right = /^([1-9]\d?|100)$/.test(years);
  const send = async () => {
    setTried(true);
    if (!right || note.trim() === '') return;
    await change.mutateAsync({
      path: '/retention/rules',
      body: { kind: rule.kind, years: Number(years), note: note.trim() },
    });
    onClose();
  };
  return (
    <Dialog
      title={first([`kind.${rule.kind}`])}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={change.isPending} onPress={() => void send().catch(() => {})}>
          {t('retention.rule.save')}
        </Button>
      }
    >
      <div className="schema-form">
        <p>{t('retention.rule.explain')}</p>
        <ErrorSummary error={change.error} idOf={({ field }) => `retention-${field}`} />
        <TextField
          id="retention-years"
          label={t('retention.years')}
          inputMode="numeric"
          value={years}
          onChange={setYears}
          isRequired
          error={tried && !right ? t('retention.years.wrong') : undefined}
        />
        <TextField
          id="retention-note"
          label={t('retention.note')}
          value={note}
          onChange={setNote}
          isRequired
          error={tried && note.trim() === '' ? t('ui.required') : undefined}
        />
      </div>
    </Dialog>
  );
}

function Files({ title, none, items }: { title: string; none: string; items: readonly KeptCaseView[] }) {
  const tools = useTexts();
  const { t, first, date } = tools;
  const reads = useReadsCases();
  return (
    <Card title={title}>
      {items.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <div className="list">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('retention.file')}</th>
                <th scope="col">{t('retention.counterpart')}</th>
                <th scope="col">{t('retention.closed')}</th>
                <th scope="col">{t('retention.case')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((kept) => (
                <tr key={kept.case_id}>
                  <td>
                    {reads ? (
                      <Link to="/cases/$id" params={{ id: kept.case_id }}>
                        {kept.number ?? kept.case_id.slice(0, 8)}
                      </Link>
                    ) : (
                      (kept.number ?? kept.case_id.slice(0, 8))
                    )}
                    <br />
                    <span className="muted">
                      {first([`kind.${kept.kind}`])} · {first([`direction.${kept.direction}`])}
                    </span>
                  </td>
                  <td>
                    <StateTag code={kept.counterpart} />
                  </td>
                  <td>{kept.closed_at ? date(kept.closed_at) : '–'}</td>
                  <td className="kept">
                    <p>{untilWords(kept, tools)}</p>
                    {kept.hold ? (
                      <p>
                        <strong>{t('retention.held')}</strong> {kept.hold.reason}
                      </p>
                    ) : null}
                    {kept.proposal ? (
                      <p>{t('retention.proposed', { by: kept.proposal.by, at: date(kept.proposal.at) })}</p>
                    ) : null}
                    {kept.erased ? (
                      <p className="muted">
                        {ruleWords(kept.erased, tools)}{' '}
                        {t('retention.erased.by', {
                          proposed: kept.erased.proposed_by,
                          confirmed: kept.erased.confirmed_by,
                        })}
                      </p>
                    ) : (
                      <KeptActions kept={kept} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
