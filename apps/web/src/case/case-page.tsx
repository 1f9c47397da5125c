import type { CaseView } from '@rogatoria/api/cases/schemas.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { caseQuery } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import { useNow, useSession } from '../app/session.tsx';
import {
  Button,
  Card,
  InstrumentName,
  LoadError,
  Pill,
  Skeleton,
  StatePill,
  StateTag,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from '../components/index.ts';
import { KeptCard } from '../retention/kept.tsx';
import { type TextTools, useTexts } from '../texts/index.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { Deadlines } from './deadlines.tsx';
import { holdsFiles, mainDeadline, readFirst } from './facts.ts';
import { Files } from './files.tsx';
import { LetterTab } from './letter-paper.tsx';
import { Messages } from './messages.tsx';
import { NextAction } from './next-action.tsx';
import { Procedure } from './procedure.tsx';
import { BoundBy, ClockCard, DeskCard, Links, LinksCard } from './side.tsx';
import { Timeline } from './timeline.tsx';
import './case.css';

/** One case, top to bottom: where it stands, what is next, and everything behind it. */
export function CasePage() {
  const { id } = useParams({ from: '/inside/cases/$id' });
  const { t } = useTexts();
  const { data: view, error, refetch } = useQuery(caseQuery(id));
  if (error && !view)
    return (
      <Page title={t('error.title')}>
        <LoadError error={error} retry={() => void refetch()} />
      </Page>
    );
  if (!view)
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  return <Case key={view.id} view={view} />;
}

function Case({ view }: { view: CaseView }) {
  const { t, time } = useTexts();
  const { user } = useSession();
  const { do: wanted } = useSearch({ from: '/inside/cases/$id' });
  const navigate = useNavigate();
  const now = useNow();
  const [command, setCommand] = useState<string | null>(null);
  const [done, setDone] = useState('');
  const sides = useMemo(() => ({ us: user.participant, them: view.counterpart }), [view.counterpart, user.participant]);
  /** the command as it was when its dialog opened: a change meanwhile must not take the words away */
  const [asked, setAsked] = useState<CaseView['commands'][number] | null>(null);

  const open = (name: string) => {
    const found = view.commands.find((one) => one.name === name && one.permitted);
    if (!found) return;
    setDone('');
    setAsked(found);
    setCommand(name);
  };
  const close = () => setCommand(null);

  // the home page's buttons open their command at once; going back must not open it again
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the address that was asked for
  useEffect(() => {
    if (!wanted) return;
    if (!(wanted === 'submit' && view.editable)) open(wanted);
    void navigate({ to: '/cases/$id', params: { id: view.id }, search: {}, replace: true });
  }, [wanted]);

  return (
    <Page
      className="case"
      title={view.title || t('case.untitled')}
      windowTitle={[view.number, view.title].filter(Boolean).join(' · ')}
      above={<Above view={view} />}
      lead={<Lead view={view} us={user.participant} />}
      actions={<Standing view={view} />}
    >
      {view.erased_at ? (
        <Card title={t('retention.erased.title')}>
          <p>{t('retention.erased.text')}</p>
        </Card>
      ) : null}
      <Procedure drawing={view.drawing} sides={sides} guide={`${view.kind}-${view.direction}`} state={view.state} />
      <div className="case-columns">
        <div className="case-main">
          {view.erased_at ? null : (
            <>
              <NextAction view={view} onCommand={open} done={done} />
              <Parts view={view} />
            </>
          )}
        </div>
        <aside className="case-side" aria-label={t('case.side')}>
          <ClockCard view={view} />
          <DeskCard view={view} />
          <BoundBy view={view} />
          <LinksCard view={view} />
          <KeptCard id={view.id} />
        </aside>
      </div>
      {command && asked ? (
        <CommandDialog
          key={command}
          view={view}
          command={asked}
          onClose={close}
          onDone={(what) => {
            close();
            setDone(t('case.done', { what, time: time(new Date(now).toISOString()) }));
          }}
          onInstead={open}
        />
      ) : null}
    </Page>
  );
}

function Above({ view }: { view: CaseView }) {
  const { t, first } = useTexts();
  const { direction, kind } = view;
  return (
    <nav aria-label={t('case.where')}>
      <ol className="crumbs">
        <li>
          <Link to="/requests" search={{ direction }}>
            {first([`direction.${direction}`])}
          </Link>
        </li>
        <li>
          <Link to="/requests" search={{ direction, kind }}>
            {first([`kind.${kind}`])}
          </Link>
        </li>
        <li aria-current="page">{view.number ?? t('case.no_number')}</li>
      </ol>
    </nav>
  );
}

const articles: Partial<Record<string, Partial<Record<CaseView['kind'], string>>>> = {
  ETS185: { preservation: '29', evidence: '31', information: '26' },
  UNCAC: { evidence: '46', information: '46' },
  UNTOC: { evidence: '18', information: '18' },
};

const verbs: Partial<Record<CaseView['kind'], string>> = { information: 'case.informs', consultation: 'case.consults' };

function Lead({ view, us }: { view: CaseView; us: string }) {
  const { t } = useTexts();
  const [from, to] = view.direction === 'outgoing' ? [us, view.counterpart] : [view.counterpart, us];
  return (
    <p className="case-lead">
      <span className="case-parties">
        <StateTag code={from} /> <span className="muted">{t(verbs[view.kind] ?? 'case.asks')}</span>{' '}
        <StateTag code={to} />
      </span>
      {view.number ? <span className="number">{view.number}</span> : null}
      {view.own_reference ? (
        <span>
          <span className="muted">{t('case.own_reference')}</span> {view.own_reference}
        </span>
      ) : null}
      {view.their_reference ? (
        <span>
          <span className="muted">{t('case.their_reference')}</span> {view.their_reference}
        </span>
      ) : null}
      {view.bases.map((basis) => {
        const article = articles[basis]?.[view.kind];
        return (
          <span key={basis} className="muted">
            <InstrumentName code={basis} />
            {article ? ` ${t('ui.article', { article })}` : ''}
          </span>
        );
      })}
      {view.law_version ? <span className="muted">{lawText(view.law_version, t)}</span> : null}
    </p>
  );
}

/** `2026-11-21+7`: the day of the reference data, and the amendments since. */
function lawText(version: string, t: TextTools['t']): string {
  const [day = '', count = '0'] = version.split('+');
  return t('case.law', { day, count: Number(count) });
}

/** Where it stands and whose turn it is, in a word and a colour. */
function Standing({ view }: { view: CaseView }) {
  const tools = useTexts();
  const { t, date, duration } = tools;
  const now = useNow();
  const deadline = mainDeadline(view);
  const expires = typeof view.context.expires_at === 'string' ? view.context.expires_at : null;
  const at = view.ball === 'nobody' ? undefined : (deadline?.due_at ?? view.due?.at);
  const left = at === undefined ? null : Date.parse(at) - now;
  const late = left !== null && left < 0;
  const ball = view.ball === 'us' ? 'case.ball.us' : view.ball === 'them' ? 'case.ball.them' : 'case.ball.nobody';
  return (
    <div className="standing">
      <p className="standing-pills">
        {view.urgency === 'ordinary' ? null : (
          <Pill tone={view.urgency === 'emergency' ? 'emergency' : 'late'}>{t(`pill.${view.urgency}`)}</Pill>
        )}
        {view.kind === 'preservation' && view.state === 'preserved' && expires ? (
          <Pill tone={late ? 'late' : 'done'}>
            {t('case.preserved_until', { date: date(expires, deadline?.zone ?? tools.zone) })}
          </Pill>
        ) : (
          <StatePill item={view} />
        )}
      </p>
      <p>
        <strong className={`text-${view.ball === 'nobody' ? 'done' : late && view.ball === 'us' ? 'late' : view.ball}`}>
          {t(ball, { state: view.counterpart })}
        </strong>
        {left !== null && at
          ? ` · ${late ? t('clock.late', { duration: duration(-left) }) : t('clock.left', { duration: duration(left) })}`
          : ''}
      </p>
    </div>
  );
}

/** What stands behind the case. On paper all of it is printed, one part after the other. */
function Parts({ view }: { view: CaseView }) {
  const { t } = useTexts();
  const parts: (readonly [id: string, title: string, count: number | null, content: ReactNode])[] = [
    ['timeline', t('case.tab.timeline'), null, <Timeline view={view} key="timeline" />],
    ['letter', t('case.tab.letter'), null, <LetterTab view={view} key="letter" />],
    ['messages', t('case.tab.messages'), view.messages.length, <Messages view={view} key="messages" />],
    ...(holdsFiles(view)
      ? [['evidence', t('case.tab.evidence'), view.files.length, <Files view={view} key="evidence" />] as const]
      : []),
    ['deadlines', t('case.tab.deadlines'), view.deadlines.length, <Deadlines view={view} key="deadlines" />],
    ['links', t('case.tab.links'), view.links.length, <LinksTab view={view} key="links" />],
  ];
  return (
    <Tabs className="parts" defaultSelectedKey={readFirst(view)}>
      <div className="parts-head no-print">
        <TabList aria-label={t('case.parts')}>
          {parts.map(([id, title, count]) => (
            <Tab key={id} id={id}>
              {title}
              {count === null ? null : <span className="tab-count">{count > 0 ? count : '–'}</span>}
            </Tab>
          ))}
        </TabList>
        <Button variant="quiet" onPress={() => print()}>
          {t('case.print')}
        </Button>
      </div>
      {parts.map(([id, title, , content]) => (
        <TabPanel key={id} id={id} shouldForceMount className="react-aria-TabPanel part">
          <h2 className="part-title">{title}</h2>
          {content}
        </TabPanel>
      ))}
    </Tabs>
  );
}

function LinksTab({ view }: { view: CaseView }) {
  const { t } = useTexts();
  return view.links.length === 0 ? <p className="muted">{t('case.links.none')}</p> : <Links view={view} />;
}
