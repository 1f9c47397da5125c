import { machines, type Workflow } from '@rogatoria/workflows/decide.ts';
import { type GuideRow, type GuideState, guideOf } from '@rogatoria/workflows/guide/guide.ts';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo } from 'react';
import { NotFoundPage } from '../app/error-page.tsx';
import { Page } from '../app/page.tsx';
import { Button, Card, Pill } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { GuidePicture } from './guide-picture.tsx';
import './guide.css';

const workflows = Object.keys(machines) as Workflow[];
/** As a procedure stands in an address: `evidence-outgoing`. */
const placeOf = (workflow: Workflow) => workflow.replace('.', '-');

/** How a procedure works: read from the machine that runs it, so that it says what the system does. */
export function GuidePage() {
  const { procedure } = useParams({ from: '/inside/guide/{-$procedure}' });
  const workflow = workflows.find((one) => placeOf(one) === (procedure ?? placeOf(workflows[0] as Workflow)));
  return workflow ? <Procedure workflow={workflow} /> : <NotFoundPage />;
}

function Procedure({ workflow }: { workflow: Workflow }) {
  const { t, language } = useTexts();
  const guide = useMemo(() => guideOf(workflow, language), [workflow, language]);
  const { hash } = useLocation();
  // the page is drawn after the address has come: only now is there a place to go to
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView();
  }, [hash]);
  return (
    <Page
      className="guide"
      title={guide.name}
      windowTitle={`${guide.name} · ${t('guide.title')}`}
      above={t('guide.title')}
      lead={`${guide.lead} ${guide.about}`}
      actions={
        <Button className="no-print" onPress={() => print()}>
          {t('guide.print')}
        </Button>
      }
    >
      <nav className="guide-procedures no-print" aria-label={t('guide.procedures')}>
        {workflows.map((one) => (
          <Link
            key={one}
            to="/guide/{-$procedure}"
            params={{ procedure: placeOf(one) }}
            aria-current={one === workflow ? 'page' : undefined}
          >
            {guideOf(one, language).name}
          </Link>
        ))}
      </nav>
      <Card title={t('guide.drawing')}>
        <GuidePicture guide={guide} />
      </Card>
      <Card title={t('guide.states')} className="guide-states">
        {guide.states.map((state) => (
          <State key={state.code} state={state} />
        ))}
      </Card>
      <Card title={t('guide.anywhere')}>
        <p className="muted">{t('guide.anywhere.explain')}</p>
        <Transitions rows={guide.anywhere} caption={t('guide.anywhere')} />
      </Card>
      <Card title={t('guide.clocks')}>
        <Table
          caption={t('guide.clocks')}
          heads={['guide.clock', 'guide.clock.period', 'guide.clock.holder', 'guide.clock.stands', 'guide.source']}
          rows={guide.clocks.map(({ code, name, periods, holder, stands, source }) => ({
            key: code,
            cells: [name, <Lines key="periods" of={periods} />, holder, stands, source],
          }))}
        />
      </Card>
    </Page>
  );
}

const tones = { us: 'us', them: 'them', nobody: 'done' } as const;

function State({ state }: { state: GuideState }) {
  const { t } = useTexts();
  return (
    <section className="guide-state" id={state.code} aria-labelledby={`${state.code}-name`}>
      <div className="guide-state-name">
        <h3 id={`${state.code}-name`}>{state.name}</h3>
        {state.ball ? <Pill tone={tones[state.ball]}>{state.ball_name}</Pill> : null}
      </div>
      <p>
        {[state.explain, state.begins ? t('guide.begins') : '', state.decided ? t('guide.decided') : '']
          .join(' ')
          .trim()}
      </p>
      {state.rows.length > 0 ? (
        <Transitions rows={state.rows} caption={state.name} />
      ) : (
        <p className="muted">{t('guide.ends')}</p>
      )}
    </section>
  );
}

function Transitions({ rows, caption }: { rows: readonly GuideRow[]; caption: string }) {
  const cited = rows.some(({ sources }) => sources.length > 0);
  const heads = ['guide.happens', 'guide.leads_to', 'guide.recorded', 'guide.time', 'guide.follows'];
  return (
    <Table
      caption={caption}
      heads={cited ? [...heads, 'guide.source'] : heads}
      rows={rows.map((row, index) => ({
        // one event may stand twice, once for each condition
        key: `${index} ${row.event}`,
        cells: [
          <What key="what" row={row} />,
          <LeadsTo key="to" row={row} />,
          <Lines key="recorded" of={row.recorded} />,
          row.clocks.length > 0 ? <Lines key="clocks" of={row.clocks} /> : null,
          row.follows.length > 0 ? <Lines key="follows" of={row.follows} /> : null,
          ...(cited ? [row.sources.length > 0 ? <Lines key="sources" of={row.sources} /> : null] : []),
        ],
      }))}
    />
  );
}

function What({ row }: { row: GuideRow }) {
  return (
    <>
      <strong className={`guide-by-${row.origin}`}>{row.what}</strong>
      {row.condition ? <em>{row.condition}</em> : null}
      {row.who.map((line) => (
        <span key={line} className="muted">
          {line}
        </span>
      ))}
    </>
  );
}

function LeadsTo({ row: { to, leads_to } }: { row: GuideRow }) {
  return to === null ? <span className="muted">{leads_to}</span> : <a href={`#${to}`}>{leads_to}</a>;
}

function Lines({ of }: { of: readonly string[] }) {
  return (
    <ul className="guide-lines">
      {of.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface TableProps {
  caption: string;
  /** keys of the vocabulary, one a column */
  heads: readonly string[];
  /** the first cell heads its row; null where there is nothing to say */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

/** Many columns on a desk and on paper; on a phone a card a row, each cell under its heading. */
function Table({ caption, heads, rows }: TableProps) {
  const { t } = useTexts();
  return (
    <table className="guide-table">
      <caption className="hidden-visually">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {t(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...rest] }) => (
          <tr key={key}>
            <th scope="row">{first}</th>
            {rest.map((cell, index) => (
              <td key={heads[index + 1]} data-label={t(heads[index + 1] ?? '')} data-empty={cell === null || undefined}>
                {cell ?? '–'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
