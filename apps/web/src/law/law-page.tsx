import type { LawRecordView } from '@rogatoria/api/law/schemas.ts';
import { type Instrument, type Law, type Line, lineSchemas } from '@rogatoria/workflows/instruments/index.ts';
import { lineText } from '@rogatoria/workflows/law-text.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { lawQuery, lawRecordsQuery } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import { useNow, useRole, useSession } from '../app/session.tsx';
import { Button, Card, EmptyState, LoadError, Pill, Skeleton, StateTag } from '../components/index.ts';
import { dayIn } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import { RecordDialog, type Wish } from './record-dialog.tsx';
import './law.css';

/** The law in force here: what we and others recorded, and the instruments with their parties. */
export function LawPage() {
  const { t, date } = useTexts();
  const { user } = useSession();
  const law = useQuery(lawQuery);
  const records = useQuery(lawRecordsQuery);
  const records_law = useRole('directory', 'admin', 'editor');
  const [wish, setWish] = useState<Wish | null>(null);
  const error = law.error ?? records.error;
  if (!law.data || !records.data)
    return (
      <Page title={t('shell.law')}>
        {error ? (
          <LoadError error={error} retry={() => void Promise.all([law.refetch(), records.refetch()])} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Page>
    );
  const [, last = '0'] = law.data.version.split('+');
  const own = records.data.filter(({ state }) => state === user.participant);
  const others = records.data.filter(({ state, withdrawn }) => state !== user.participant && !withdrawn);
  return (
    <Page
      className="law"
      title={t('shell.law')}
      lead={t('law.lead', { as_of: date(law.data.as_of), count: Number(last) })}
      actions={
        records_law ? (
          <Button variant="primary" onPress={() => setWish({ act: 'add' })}>
            {t('law.add')}
          </Button>
        ) : null
      }
    >
      <Card title={t('law.own')}>
        {own.length === 0 ? (
          <EmptyState title={t('law.own.none')}>
            {t(
              !records_law
                ? 'law.own.none.reader'
                : user.participant === 'OAS'
                  ? 'law.own.none.oas'
                  : 'law.own.none.text',
            )}
          </EmptyState>
        ) : (
          <Records items={own} onWish={records_law ? setWish : undefined} />
        )}
      </Card>
      {others.length > 0 ? (
        <Card title={t('law.others')}>
          <Records items={others} />
        </Card>
      ) : null}
      <section className="law-instruments" aria-labelledby="law-instruments">
        <h2 id="law-instruments">{t('law.instruments')}</h2>
        <p className="muted">{t('law.instruments.text')}</p>
        {law.data.instruments.map((item) => (
          <InstrumentRow key={item.code} item={item} law={law.data} us={user.participant} />
        ))}
      </section>
      {wish ? <RecordDialog wish={wish} onClose={() => setWish(null)} /> : null}
    </Page>
  );
}

/** Lines as recorded, each with its history; those of ours with what may be done to them. */
function Records({ items, onWish }: { items: readonly LawRecordView[]; onWish?: ((wish: Wish) => void) | undefined }) {
  const { t, language } = useTexts();
  const words = ({ kind, record, state }: LawRecordView, line: Record<string, unknown>) =>
    lineText(language, { record, state, line: { kind, ...line } as unknown as Line });
  return (
    <ul className="law-records">
      {items.map((item) => {
        const [now] = item.versions;
        if (!now) return null;
        return (
          <li key={`${item.state} ${item.record}`} className="law-record">
            <div className="law-record-head">
              <div>
                <span className="muted">{t(`law.kind.${item.kind}`)}</span>{' '}
                {item.withdrawn ? <Pill>{t('law.withdrawn')}</Pill> : null}
                <p className={item.withdrawn ? 'law-gone' : undefined}>{words(item, now.line)}</p>
              </div>
              {onWish ? (
                <div className="row">
                  <Button small onPress={() => onWish({ act: 'amend', record: item })}>
                    {t('law.amend')}
                  </Button>
                  {item.withdrawn ? null : (
                    <Button small variant="quiet" onPress={() => onWish({ act: 'withdraw', record: item })}>
                      {t('law.withdraw')}
                    </Button>
                  )}
                </div>
              ) : null}
            </div>
            <details className="quiet-details">
              <summary>{t('law.history', { count: item.versions.length })}</summary>
              <ol className="law-versions">
                {item.versions.map((version) => (
                  <Version key={version.version} item={item} version={version} text={words(item, version.line)} />
                ))}
              </ol>
            </details>
          </li>
        );
      })}
    </ul>
  );
}

interface VersionProps {
  item: LawRecordView;
  version: LawRecordView['versions'][number];
  text: string;
}

function Version({ item, version, text }: VersionProps) {
  const { t, dateTime, stateName } = useTexts();
  return (
    <li>
      <p>
        <strong>{t('law.version', { version: version.version })}</strong>{' '}
        {version.withdrawn ? t('law.version.withdrawn') : text}
      </p>
      <p className="muted">
        {dateTime(version.at)} · {version.by ?? stateName(item.state)} · {version.reason}
      </p>
      {version.withdrawn ? null : <LineFacts kind={item.kind} line={version.line} />}
    </li>
  );
}

/** What a line says beyond its sentence. */
function LineFacts({ kind, line }: { kind: LawRecordView['kind']; line: Record<string, unknown> }) {
  const { t, has, first, list } = useTexts();
  const said = ['instrument', 'standing', 'from', 'until', 'with', 'title', 'citation', 'nature', 'article'];
  const rows = Object.entries(lineSchemas[kind].properties).flatMap(([name, schema]) => {
    const value = line[name];
    if (said.includes(name) || value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    const label = (schema as { 'x-label'?: string })['x-label'];
    const word = (one: unknown) =>
      label
        ? t(label.replace('{}', String(one)))
        : has(`payload.law.${name}.${String(one)}`)
          ? first([`payload.law.${name}.${String(one)}`])
          : String(one);
    const text = Array.isArray(value)
      ? list(value.map(word))
      : typeof value === 'boolean'
        ? t(value ? 'ui.yes' : 'ui.no')
        : word(value);
    return [{ name, text }];
  });
  if (rows.length === 0) return null;
  return (
    <dl className="facts">
      {rows.map(({ name, text }) => (
        <div key={name}>
          <dt>{t(`payload.law.${name}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where we stand towards an instrument on a day, in a word; nothing where there is no standing to have. */
function standingOf(item: Instrument, us: string, today: string): string | null {
  if (us === 'OAS' || item.kind === 'domestic' || item.code === 'BILAT') return null;
  const ours = item.parties.filter(({ state }) => state === us);
  const party = ours.find(({ from, until }) => (from ?? '') <= today && today <= (until ?? '9999-12-31'));
  if (party) return party.verified ? 'party' : 'to_confirm';
  if (ours.some(({ from }) => from !== null && from > today)) return 'later';
  if (ours.length > 0) return 'left';
  if (item.signatories.some(({ state }) => state === us)) return 'signed';
  return item.unknown.includes(us) ? 'unknown' : 'none';
}

function InstrumentRow({ item, law, us }: { item: Instrument; law: Law; us: string }) {
  const { t, date, zone } = useTexts();
  const standing = standingOf(item, us, dayIn(new Date(useNow()).toISOString(), zone));
  const inForce = item.code === 'BILAT' || item.kind === 'domestic' ? null : item.in_force;
  return (
    <details className="card law-instrument">
      <summary>
        <span className="law-instrument-name">
          <strong>{t(`instrument.${item.code}.short`)}</strong>
          <span className="muted">{t(`instrument.${item.code}.full`)}</span>
        </span>
        <span className="law-instrument-marks">
          {standing ? (
            <Pill tone={standing === 'party' ? 'done' : 'plain'}>{t(`law.standing.${standing}`)}</Pill>
          ) : null}
          {inForce ? (
            <span className="muted">
              {t('law.in_force', { date: date(inForce) })}
              {item.in_force_verified ? '' : ` (${t('ui.unverified')})`}
            </span>
          ) : null}
          {item.in_force === null && item.code !== 'BILAT' ? <Pill>{t('law.not_in_force')}</Pill> : null}
        </span>
      </summary>
      <div className="law-instrument-body">
        {item.code === 'BILAT' ? <Bilateral law={law} us={us} /> : <Parties item={item} />}
        <Provisions item={item} />
      </div>
    </details>
  );
}

function Parties({ item }: { item: Instrument }) {
  const { t, date, stateName, language } = useTexts();
  const parties = [...item.parties].sort((a, b) => stateName(a.state).localeCompare(stateName(b.state), language));
  return (
    <>
      {parties.length > 0 ? (
        <div className="law-table">
          <table>
            <caption>{t('law.parties', { count: new Set(parties.map(({ state }) => state)).size })}</caption>
            <thead>
              <tr>
                <th scope="col">{t('law.party')}</th>
                <th scope="col">{t('law.party.from')}</th>
                <th scope="col">{t('law.party.until')}</th>
                <th scope="col">{t('law.party.known')}</th>
              </tr>
            </thead>
            <tbody>
              {parties.map(({ state, from, until, verified, day_known, recorded }) => (
                <tr key={`${state} ${from}`}>
                  <th scope="row">{stateName(state)}</th>
                  <td>{from === null ? '–' : date(from)}</td>
                  <td>{until ? date(until) : '–'}</td>
                  <td>
                    {t(
                      recorded
                        ? 'law.known.recorded'
                        : !verified
                          ? 'law.known.memory'
                          : day_known
                            ? 'law.known.checked'
                            : 'law.known.day_unsure',
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {item.signatories.length > 0 ? (
        <p>
          <span className="muted">{t('law.signatories')}</span>{' '}
          {item.signatories.map(({ state }) => (
            <StateTag key={state} code={state} />
          ))}
        </p>
      ) : null}
      {item.reservations.length > 0 ? (
        <Block title={t('law.reservations')}>
          {item.reservations.map(({ state, article, nature, text }) => (
            <li key={`${state} ${article} ${text}`}>
              {stateName(state)}, {t(`payload.law.nature.${nature}`)}, {t('ui.article', { article })}: {text}
            </li>
          ))}
        </Block>
      ) : null}
    </>
  );
}

function Bilateral({ law, us }: { law: Law; us: string }) {
  const { t, date, stateName } = useTexts();
  const pairs = law.bilateral.filter(({ states }) => us === 'OAS' || states.includes(us));
  if (pairs.length === 0) return <p className="muted">{t('law.bilateral.none')}</p>;
  return (
    <ul>
      {pairs.map(({ states, title, from, recorded_by }) => (
        <li key={states.join(' ') + from}>
          {us === 'OAS' ? states.map(stateName).join(' – ') : stateName(states.find((state) => state !== us) ?? '')}
          {title ? `: ${title}` : ''}
          {from ? `, ${t('law.in_force', { date: date(from) })}` : ''}{' '}
          <span className="muted">
            {recorded_by ? t('law.bilateral.by', { state: recorded_by }) : t('ui.unverified')}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </div>
  );
}

/** What it demands, what it lets refuse, in which language and by which way: each with its article. */
function Provisions({ item }: { item: Instrument }) {
  const { t, date } = useTexts();
  const from = ({ article, verified }: { article?: string | undefined; verified: boolean }) => (
    <span className="source">
      {article ? ` ${t('ui.article', { article })}` : ''}
      {verified ? '' : ` (${t('ui.unverified')})`}
    </span>
  );
  const contents = [
    ...new Map([...item.contents.preservation, ...item.contents.evidence].map((one) => [one.letter, one])),
  ];
  const grounds = item.grounds.filter(
    (rule, index, all) => all.findIndex((one) => one.code === rule.code && one.article === rule.article) === index,
  );
  return (
    <>
      {contents.length > 0 ? (
        <Block title={t('law.contents')}>
          {contents.map(([letter, { label, source }]) => (
            <li key={letter}>
              {t(label)}
              {from(source)}
            </li>
          ))}
        </Block>
      ) : null}
      {grounds.length > 0 ? (
        <Block title={t('law.grounds')}>
          {grounds.map(({ code, article, verified }) => (
            <li key={code + article}>
              {t(`ground.${code}`)}
              {from({ article, verified })}
            </li>
          ))}
        </Block>
      ) : null}
      {item.barred.length > 0 ? (
        <Block title={t('law.barred')}>
          {item.barred.map(({ text, source }) => (
            <li key={text.key}>
              {t(text)}
              {from(source)}
            </li>
          ))}
        </Block>
      ) : null}
      {item.provisions.length > 0 ? (
        <Block title={t('law.provisions')}>
          {item.provisions.map(({ text, source }) => (
            <li key={text.key}>
              {t(text)}
              {from(source)}
            </li>
          ))}
        </Block>
      ) : null}
      <Block title={t('law.usage')}>
        {item.preservation_minimum ? (
          <li>
            {t('law.minimum', { days: item.preservation_minimum.days })}
            {from(item.preservation_minimum.source)}
          </li>
        ) : null}
        {[item.language, item.channel].map(({ text, source }) => (
          <li key={text.key}>
            {t(text)}
            {from(source)}
          </li>
        ))}
        {item.cautions.map((caution) => (
          <li key={caution.key}>{t(caution)}</li>
        ))}
      </Block>
      <p className="muted">
        {t(item.text_verified ? 'law.text_checked' : 'law.text_unchecked')} {t('law.as_of', { date: date(item.as_of) })}
      </p>
    </>
  );
}
