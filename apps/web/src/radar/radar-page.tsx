import type { RadarView } from '@rogatoria/api/cases/schemas.ts';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { actionKey, api } from '../api/client.ts';
import { Page } from '../app/page.tsx';
import { useNow, useRole } from '../app/session.tsx';
import {
  Button,
  buttonClass,
  Card,
  Dialog,
  errorText,
  LoadError,
  Pill,
  Skeleton,
  StateTag,
  TextArea,
} from '../components/index.ts';
import { dayIn } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import './radar.css';

type Group = RadarView['groups'][number];
type Orphan = RadarView['orphans'][number];

const radarQuery = queryOptions({
  queryKey: ['radar'],
  queryFn: ({ signal }) => api.get<RadarView>('/api/radar', {}, signal),
});

/** Files that fell silent, by State, and preserved data about to lapse that no request follows. */
export function RadarPage() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(radarQuery);
  const keeps = useRole('approver', 'admin');
  return (
    <Page
      className="radar"
      title={t('radar.title')}
      lead={t('radar.lead')}
      actions={
        keeps ? (
          <Link to="/ladders" className={buttonClass('secondary')}>
            {t('shell.ladders')}
          </Link>
        ) : null
      }
    >
      {error ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : (
        <>
          {data.orphans.length > 0 ? (
            <Card title={t('radar.orphans')}>
              <p className="muted">{t('radar.orphans.help')}</p>
              <ul className="radar-list">
                {data.orphans.map((orphan) => (
                  <OrphanRow key={orphan.case.id} orphan={orphan} />
                ))}
              </ul>
            </Card>
          ) : null}
          {data.groups.length === 0 ? <p>{t('radar.none')}</p> : null}
          {data.groups.map((group) => (
            <GroupCard key={group.counterpart} group={group} />
          ))}
        </>
      )}
    </Page>
  );
}

function OrphanRow({ orphan: { case: item, expires_at, may_extend, may_release } }: { orphan: Orphan }) {
  const { t, duration, date } = useTexts();
  const now = useNow();
  return (
    <li className="radar-row">
      <div className="radar-what">
        <Link to="/cases/$id" params={{ id: item.id }}>
          {item.title}
        </Link>
        <p className="muted">
          <StateTag code={item.counterpart} /> <span className="number">{item.number}</span>
        </p>
      </div>
      <p>
        <strong className="text-us">{t('clock.left', { duration: duration(Date.parse(expires_at) - now) })}</strong>{' '}
        <span className="muted">{t('preservations.until', { date: date(expires_at) })}</span>
      </p>
      <div className="row">
        <Link to="/cases/$id" params={{ id: item.id }} className={buttonClass('primary')}>
          {t('radar.follow_up')}
        </Link>
        {may_extend ? (
          <Link
            to="/cases/$id"
            params={{ id: item.id }}
            search={{ do: 'request_extension' }}
            className={buttonClass('secondary')}
          >
            {t('command.request_extension')}
          </Link>
        ) : null}
        {may_release ? (
          <Link to="/cases/$id" params={{ id: item.id }} search={{ do: 'release' }} className={buttonClass('quiet')}>
            {t('command.release')}
          </Link>
        ) : null}
      </div>
    </li>
  );
}

function GroupCard({ group }: { group: Group }) {
  const { t, stateName, date, zone } = useTexts();
  const now = new Date(useNow()).toISOString();
  const [asking, setAsking] = useState(false);
  const askable = group.files.filter(({ may_ask }) => may_ask);
  const today = dayIn(group.ask_from, zone) <= dayIn(now, zone);
  return (
    <Card title={stateName(group.counterpart)}>
      <ul className="radar-list">
        {group.files.map(({ case: item, silent, since, days }) => (
          <li key={item.id} className="radar-row">
            <div className="radar-what">
              <Link to="/cases/$id" params={{ id: item.id }}>
                {item.title}
              </Link>
              <p className="muted">
                <span className="number">{item.number}</span> ·{' '}
                {t(`state.${item.kind}.${item.direction}.${item.state}`)}
              </p>
            </div>
            <p>
              <Pill tone={silent === 'us' ? 'us' : 'them'}>
                {t(`radar.silent.${silent}`, { state: group.counterpart })}
              </Pill>{' '}
              <span className="muted">{t('radar.since', { days, date: date(since) })}</span>
            </p>
          </li>
        ))}
      </ul>
      {askable.length > 0 ? (
        today ? (
          <Button onPress={() => setAsking(true)}>{t('radar.ask', { count: askable.length })}</Button>
        ) : (
          <p className="muted">{t('radar.ask.later', { date: date(group.ask_from) })}</p>
        )
      ) : null}
      {asking ? <AskDialog counterpart={group.counterpart} files={askable} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}

type Answer = 'sent' | { error: string };

/** Asks how each of these cases stands: one question a case, sent one after the other as the command of its file. */
function AskDialog({ counterpart, files, onClose }: { counterpart: string; files: Group['files']; onClose(): void }) {
  const { t, stateName } = useTexts();
  const client = useQueryClient();
  const [question, setQuestion] = useState('');
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const [busy, setBusy] = useState(false);
  const open = files.filter(({ case: { id } }) => answers[id] !== 'sent');
  const send = async () => {
    setBusy(true);
    for (const { case: item } of open) {
      const answer: Answer = await api
        .post(`/api/cases/${item.id}/commands/ask_status`, question.trim() ? { question } : {}, {
          key: actionKey(),
          ifMatch: item.version,
        })
        .then(
          () => 'sent' as const,
          (error) => ({ error: errorText(error, t) }),
        );
      setAnswers((before) => ({ ...before, [item.id]: answer }));
    }
    setBusy(false);
  };
  const close = () => {
    void client.invalidateQueries();
    onClose();
  };
  return (
    <Dialog
      title={t('radar.ask.title', { state: stateName(counterpart) })}
      isOpen
      onOpenChange={(stays) => (stays ? undefined : close())}
      actions={
        open.length > 0 ? (
          <Button variant="primary" isPending={busy} onPress={() => void send()}>
            {t('radar.ask.do', { count: open.length })}
          </Button>
        ) : (
          <Button variant="primary" onPress={close}>
            {t('ui.close')}
          </Button>
        )
      }
    >
      <div className="schema-form">
        <p>{t('radar.ask.help')}</p>
        <ul className="radar-list">
          {files.map(({ case: { id, number, title } }) => {
            const answer = answers[id];
            return (
              <li key={id} className="radar-row">
                <span className="radar-what">
                  <span className="number">{number}</span> {title}
                </span>
                {answer === 'sent' ? <Pill tone="done">{t('radar.asked')}</Pill> : null}
                {answer && answer !== 'sent' ? (
                  <span className="text-late" role="alert">
                    {answer.error}
                  </span>
                ) : null}
              </li>
            );
          })}
        </ul>
        {open.length > 0 ? (
          <TextArea
            label={t('payload.question')}
            hint={t('payload.question.help')}
            value={question}
            onChange={setQuestion}
          />
        ) : null}
      </div>
    </Dialog>
  );
}
