import type { LaddersView } from '@rogatoria/api/deadlines/schemas.ts';
import { kinds } from '@rogatoria/workflows/types.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Page } from '../app/page.tsx';
import { Button, Card, LoadError, Pill, Skeleton } from '../components/index.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';
import { HeadDialog, SilenceDialog } from './authority-dialogs.tsx';
import { LadderDialog } from './ladder-dialog.tsx';
import { laddersQuery } from './queries.ts';
import { momentOf } from './rungs.ts';
import './ladders.css';

export type Ladder = LaddersView['ladders'][number];
type Rung = Ladder['rungs'][number];

/** `Decide on execution · Emergency` */
export const nameOf = (t: TextTools['t'], { kind, urgency }: Ladder): string =>
  urgency === 'ordinary' ? t(`deadline.${kind}`) : `${t(`deadline.${kind}`)} · ${t(`choice.urgency.${urgency}`)}`;

/** `7 days before` */
export const whenOf = (t: TextTools['t'], at: string): string => {
  const { place, amount } = momentOf(at);
  return t(`ladders.when.${place}`, { n: Number(amount) });
};

/** When and whom the authority reminds, and who decided so. */
export function LaddersPage() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(laddersQuery);
  const [changing, setChanging] = useState<Ladder | 'head' | 'silence' | null>(null);
  const close = () => setChanging(null);
  return (
    <Page className="ladders" title={t('shell.ladders')} lead={t('ladders.lead')}>
      {error ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <div className="two-columns">
            <Card title={t('ladders.head')}>
              <p>{data.head.officer ? <strong>{data.head.officer.name}</strong> : t('ladders.head.none')}</p>
              <p className="muted">{t('ladders.head.help')}</p>
              <Decided said={data.head.decided} version={data.head.version} />
              {data.may_name_head ? <Button onPress={() => setChanging('head')}>{t('ladders.change')}</Button> : null}
            </Card>
            <Card title={t('ladders.silence')}>
              <dl className="facts">
                {kinds.map((kind) => (
                  <div key={kind} className="ladders-fact">
                    <dt>{t(`kind.${kind}`)}</dt>
                    <dd>{t('ladders.silence.days', { n: data.silence.days[kind] })}</dd>
                  </div>
                ))}
              </dl>
              <p className="muted">{t('ladders.silence.help')}</p>
              <Decided said={data.silence.decided} version={data.silence.version} />
              {data.may_edit ? <Button onPress={() => setChanging('silence')}>{t('ladders.change')}</Button> : null}
            </Card>
          </div>
          <Card>
            <p className="muted">{t('ladders.rule')}</p>
            <ul className="ladders-list">
              {data.ladders.map((ladder) => (
                <LadderRow
                  key={`${ladder.kind} ${ladder.urgency}`}
                  ladder={ladder}
                  onChange={data.may_edit ? () => setChanging(ladder) : null}
                />
              ))}
            </ul>
          </Card>
          {changing === 'head' ? (
            <HeadDialog head={data.head} onClose={close} />
          ) : changing === 'silence' ? (
            <SilenceDialog silence={data.silence} onClose={close} />
          ) : changing ? (
            <LadderDialog ladder={changing} onClose={close} />
          ) : null}
        </>
      )}
    </Page>
  );
}

function LadderRow({ ladder, onChange }: { ladder: Ladder; onChange: (() => void) | null }) {
  const { t } = useTexts();
  const name = nameOf(t, ladder);
  return (
    <li className="ladders-row">
      <div className="ladders-what">
        <h2>{name}</h2>
        <p className="muted">
          {t(`ladders.period.${ladder.unit}`, { n: ladder.budget })}{' '}
          {ladder.own ? <Pill tone="us">{t('ladders.own')}</Pill> : null}
        </p>
      </div>
      <ol className="ladders-rungs">
        {ladder.rungs.map((rung) => (
          <RungWords key={rung.at} rung={rung} holder={ladder.holder} />
        ))}
      </ol>
      <div className="ladders-notes">
        {ladder.warnings.map((warning) => (
          <p key={warning.key} className="text-us">
            {t(warning)}
          </p>
        ))}
        <Decided said={ladder.decided} version={ladder.version} />
      </div>
      {onChange ? (
        <Button small onPress={onChange} aria-label={t('ladders.change.of', { what: name })}>
          {t('ladders.change')}
        </Button>
      ) : null}
    </li>
  );
}

function RungWords({ rung, holder }: { rung: Rung; holder: Ladder['holder'] }) {
  const { t, list } = useTexts();
  const named = rung.roles.map((role) => t(role === 'head' ? 'ladders.role.head' : `role.${role}`));
  const elsewhere = rung.to.length > 1 || rung.to[0] !== holder;
  const details = [
    ...(rung.tone === 'escalation' || rung.tone.startsWith('lapse_') ? [t(`ladders.tone.${rung.tone}`)] : []),
    ...(named.length > 0 ? [list(named)] : []),
    ...(elsewhere ? [list(rung.to.map((side) => t(`ladders.to.${side}`)))] : []),
  ];
  return (
    <li className={`ladders-rung ladders-${rung.tone}`}>
      {whenOf(t, rung.at)}
      {details.length > 0 ? <span className="muted"> · {details.join(' · ')}</span> : null}
    </li>
  );
}

function Decided({ said, version }: { said: Ladder['decided']; version: number }) {
  const { t, date } = useTexts();
  if (!said) return null;
  return (
    <p className="muted ladders-decided">
      {t('ladders.by', { version, by: said.by, date: date(said.at), reason: said.reason })}
    </p>
  );
}
