import type { ReturnView } from '@rogatoria/api/returns/schemas.ts';
import {
  type Content,
  coverages,
  domesticCell,
  domesticCells,
  type Notes,
  type Reported,
} from '@rogatoria/workflows/annual-return/content.ts';
import { enter } from '@rogatoria/workflows/annual-return/entries.ts';
import { findingsOf } from '@rogatoria/workflows/annual-return/identities.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { NotFoundPage } from '../app/error-page.tsx';
import { Page } from '../app/page.tsx';
import { useSession } from '../app/session.tsx';
import {
  Button,
  Card,
  Dialog,
  ErrorSummary,
  LoadError,
  Select,
  Skeleton,
  TextArea,
  TextField,
} from '../components/index.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';
import { cellName } from './cells.ts';
import { Flows, Refusals } from './flows.tsx';
import { returnQuery, useReturnChange } from './queries.ts';
import './returns.css';
import { Spreadsheet } from './spreadsheet.tsx';
import { StagePill } from './stage.tsx';
import { readValue, ValueField, valueText } from './values.tsx';

export interface Shown {
  view: ReturnView;
  /** what the reader changed and has not saved yet is in it */
  content: Content;
  editable: boolean;
}

/** One State's return of a year: what it says, what stands against it, what can be done with it, and its history. */
export function ReturnPage() {
  const { year, state } = useParams({ strict: false });
  const { t } = useTexts();
  const valid = /^2[01]\d\d$/.test(year ?? '') && /^[A-Z]{3}$/.test(state ?? '');
  const { data: view, error, refetch } = useQuery({ ...returnQuery(Number(year), state ?? ''), enabled: valid });
  if (!valid) return <NotFoundPage />;
  if (!view)
    return (
      <Page title={t('returns.title')}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={10} />}
      </Page>
    );
  return <Loaded view={view} />;
}

function Loaded({ view }: { view: ReturnView }) {
  const { t, date } = useTexts();
  const { user } = useSession();
  const { year, state } = view;
  const content = view.content as Content | null;
  const editable = view.commands.includes('enter');
  return (
    <Page
      className="return"
      above={<Link to="/returns">{t('returns.title')}</Link>}
      title={t('returns.one', { s: state, year: String(year) })}
      windowTitle={t('returns.window', { year: String(year) })}
      lead={
        <>
          <StagePill of={view} desk={user.participant === 'OAS'} /> {t('returns.due_on', { date: date(view.due) })}
          {view.delivery && view.delivery !== 'delivered' ? ` ${t(`returns.delivery.${view.delivery}`)}` : ''}
        </>
      }
      actions={<Actions view={view} />}
    >
      {content ? (
        <>
          <Against view={view} content={content} />
          <Flows view={view} content={content} editable={editable} />
          <Refusals view={view} content={content} editable={editable} />
          <Domestic key={view.version} view={view} content={content} editable={editable} />
          <Adjustments content={content} />
        </>
      ) : (
        <Card>
          <p>{t(view.side === 'reporting' ? 'returns.begin' : 'returns.nothing_yet')}</p>
        </Card>
      )}
      <Spreadsheet view={view} />
      <History view={view} />
    </Page>
  );
}

/* ------------------------------------------------------------------- actions */

const asksFor: Record<string, 'text' | 'reason'> = {
  query: 'text',
  answer: 'text',
  correct: 'reason',
  restate: 'reason',
};
const primary = ['approve', 'accept', 'answer'];

function Actions({ view }: { view: ReturnView }) {
  const { t } = useTexts();
  const change = useReturnChange();
  const [asking, setAsking] = useState<string | null>(null);
  const give = (name: string, body: object = {}) =>
    change.mutateAsync({ path: `/${view.year}/${view.state}/commands/${name}`, body, version: view.version });
  const names = view.commands.filter((name) => !['enter', 'import', 'record'].includes(name));
  const confirms = (name: string) => name in asksFor || name === 'approve';
  // filling in comes first where there is nothing yet
  const first = view.content ? names.find((name) => primary.includes(name)) : 'prefill';
  return (
    <>
      {names.map((name) => (
        <Button
          key={name}
          variant={name === first ? 'primary' : 'secondary'}
          isPending={change.isPending && asking === null}
          onPress={() => (confirms(name) ? setAsking(name) : void give(name).catch(() => {}))}
        >
          {t(`return.command.${name}`)}
        </Button>
      ))}
      {asking === null ? (
        <ErrorSummary error={change.error} idOf={({ field }) => idOf(field)} />
      ) : (
        <Ask
          name={asking}
          error={change.error}
          pending={change.isPending}
          give={(body) => give(asking, body).then(() => setAsking(null))}
          close={() => {
            setAsking(null);
            change.reset();
          }}
        />
      )}
    </>
  );
}

interface AskProps {
  name: string;
  error: unknown;
  pending: boolean;
  give(body: object): Promise<unknown>;
  close(): void;
}

function Ask({ name, error, pending, give, close }: AskProps) {
  const tools = useTexts();
  const { t } = tools;
  const field = asksFor[name];
  const [text, setText] = useState('');
  return (
    <Dialog
      title={t(`return.command.${name}`)}
      isOpen
      onOpenChange={(open) => (open ? undefined : close())}
      actions={
        <Button
          variant="primary"
          isPending={pending}
          onPress={() => void give(field ? { [field]: text } : {}).catch(() => {})}
        >
          {t(`return.command.${name}`)}
        </Button>
      }
    >
      <div className="schema-form">
        <p>{t(`returns.ask.${name}`)}</p>
        <ErrorSummary
          error={error}
          idOf={({ field: of }) => (of === field ? 'return-text' : undefined)}
          labelOf={({ field: of }) => (of.includes('.') ? cellName(of.split(' ')[0] ?? '', tools) : undefined)}
        />
        {field ? (
          <TextArea id="return-text" label={t(`returns.${field}`)} value={text} onChange={setText} isRequired />
        ) : null}
      </div>
    </Dialog>
  );
}

/** The control of a cell or note; of several cells, of the first. */
const idOf = (field: string) => `cell-${field.split(' ')[0]}`;

/* ------------------------------------------------------------------- what stands against it */

function Against({ view: { side, stage }, content }: { view: ReturnView; content: Content }) {
  const tools = useTexts();
  const { t } = tools;
  const findings = findingsOf(content);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  if (side === 'reporting' && stage !== 'in_work') return null;
  return (
    <Card
      title={errors.length > 0 ? t('returns.against', { count: errors.length }) : t('returns.comes_out')}
      tone={errors.length > 0 ? 'late' : 'done'}
    >
      {errors.length === 0 ? <p>{t('returns.comes_out.text')}</p> : null}
      <ul className="returns-findings">
        {[...errors, ...warnings].map(({ rule, cells, params, severity }) => (
          <li key={`${rule} ${cells[0]}`}>
            <a href={`#${idOf(cells[0] ?? '')}`}>{cellName(cells[0] ?? '', tools)}</a>
            {severity === 'warning' ? <em> {t('returns.warning')}</em> : null}
            <br />
            {t(`rule.${rule}`, params)}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/* ------------------------------------------------------------------- domestic figures and notes */

const figureOf = (cell: string): string => {
  const [first = '', second] = cell.split('.');
  return second === 'persons' || second === 'need' || second === 'sent' ? `${first}.${second}` : first;
};
const partOf = (cell: string): string | null => {
  const rest = cell.slice(figureOf(cell).length + 1);
  return rest === '' ? null : rest;
};

/** Investigations, prosecutions, dispositions, persons: typed, with the sums that must come out said at once. */
function Domestic({ view, content, editable }: Shown) {
  const tools = useTexts();
  const { t } = tools;
  const change = useReturnChange();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [notes, setNotes] = useState<Partial<Notes>>({});
  const textOf = (cell: string) => typed[cell] ?? valueText(content.domestic[cell], tools);
  const entries = Object.entries(typed).flatMap(([cell, text]) => {
    const value = readValue(text);
    return value === null ? [] : [{ cell: domesticCell(cell), value }];
  });
  const wrong = Object.values(typed).some((text) => readValue(text) === null);
  const now = enter(content, null, entries, notes).content ?? content;
  const open = findingsOf(now).filter(({ cells }) => cells.some((cell) => cell.startsWith('domestic.')));
  const changed = entries.length > 0 || Object.keys(notes).length > 0;
  const save = () =>
    change.mutateAsync({
      path: `/${view.year}/${view.state}/figures`,
      method: 'put',
      body: { entries, notes },
      version: view.version,
    });
  const figures = [...Map.groupBy(domesticCells, figureOf)];
  return (
    <>
      <Card title={t('returns.domestic')}>
        <p className="muted">{t('returns.domestic.text')}</p>
        {open.length > 0 ? (
          <ul className="returns-findings" role="status">
            {open.map(({ rule, cells, params }) => (
              <li key={`${rule} ${cells[0]}`} className="text-late">
                {t(`rule.${rule}`, params)}
              </li>
            ))}
          </ul>
        ) : null}
        {editable ? <p className="muted">{t('rule.return_value')}</p> : null}
        {figures.map(([id, cells]) => (
          <section key={id} className="returns-figure" aria-label={t(`indicator.${id}`)}>
            <h3>{t(`indicator.${id}`)}</h3>
            <p className="muted">{t(`indicator.${id}.formula`)}</p>
            <div className="returns-values">
              {cells.map((cell) => {
                const part = partOf(cell);
                const label = part ? t(`part.${part}`) : t(`indicator.${id}`);
                return editable ? (
                  <ValueField
                    key={cell}
                    id={`cell-domestic.${cell}`}
                    label={label}
                    value={textOf(cell)}
                    onChange={(text) => setTyped({ ...typed, [cell]: text })}
                  />
                ) : (
                  <p key={cell} className="returns-value">
                    <span className="muted">{label}</span> <strong>{textOf(cell)}</strong>
                  </p>
                );
              })}
            </div>
          </section>
        ))}
      </Card>
      <Card title={t('returns.notes')}>
        <div className="schema-form">
          {(['entity', 'official', 'source', 'method'] as const).map((name) => {
            const value = notes[name] ?? content.notes[name];
            const field = { id: `cell-notes.${name}`, label: t(`return.note.${name}`), value };
            const onChange = (text: string) => setNotes({ ...notes, [name]: text });
            if (!editable)
              return (
                <p key={name}>
                  <span className="muted">{field.label}</span>
                  <br />
                  {value || t('return.value.not_available')}
                </p>
              );
            return name === 'entity' || name === 'official' ? (
              <TextField key={name} {...field} onChange={onChange} />
            ) : (
              <TextArea key={name} {...field} onChange={onChange} rows={2} />
            );
          })}
          {editable ? (
            <Select
              id="cell-notes.coverage"
              label={t('return.note.coverage')}
              options={coverages.map((id) => ({ id, label: t(`return.coverage.${id}`) }))}
              value={notes.coverage ?? content.notes.coverage}
              onChange={(id) => setNotes({ ...notes, coverage: id as Notes['coverage'] })}
            />
          ) : (
            <p>
              <span className="muted">{t('return.note.coverage')}</span>
              <br />
              {t(`return.coverage.${content.notes.coverage}`)}
            </p>
          )}
        </div>
      </Card>
      {editable ? (
        <div className="returns-save">
          <ErrorSummary error={change.error} idOf={({ field }) => idOf(field)} />
          <Button
            variant="primary"
            isDisabled={!changed || wrong}
            isPending={change.isPending}
            onPress={() => void save().catch(() => {})}
          >
            {t('return.command.enter')}
          </Button>
          {changed ? <span className="muted"> {t('returns.unsaved')}</span> : null}
        </div>
      ) : null}
    </>
  );
}

/* ------------------------------------------------------------------- adjustments and history */

function Adjustments({ content }: { content: Content }) {
  const tools = useTexts();
  const { t } = tools;
  if (content.adjustments.length === 0) return null;
  return (
    <Card title={t('returns.adjustments', { count: content.adjustments.length })}>
      <ul className="returns-findings">
        {content.adjustments.map(({ cell, derived, reported, reason }) => (
          <li key={cell}>
            <a href={`#${idOf(cell)}`}>{cellName(cell, tools)}</a>
            {t('ui.colon')} <Change before={derived} after={reported} />
            <br />
            {reason}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Change({ before, after }: { before: Reported | null; after: Reported | null }) {
  const tools = useTexts();
  const said = (value: Reported | null, { t }: TextTools) =>
    value === null ? t('returns.no_row') : valueText(value, tools);
  return (
    <>
      <s>{said(before, tools)}</s> → <strong>{said(after, tools)}</strong>
    </>
  );
}

function History({ view }: { view: ReturnView }) {
  const tools = useTexts();
  const { t, dateTime } = tools;
  return (
    <Card title={t('returns.history')}>
      {view.revisions.toReversed().map((one) => (
        <section key={one.revision} className="returns-revision">
          <h3>{t('returns.revision', { revision: one.revision })}</h3>
          <p>
            {dateTime(one.at)} ·{' '}
            {t(one.signature ? 'returns.signed' : 'returns.unsigned', { sha256: one.sha256.slice(0, 16) })}
          </p>
          {one.reason ? <p>{one.reason}</p> : null}
          {one.changes.length > 0 ? (
            <ul className="returns-findings">
              {one.changes.map(({ cell, before, after }) => (
                <li key={cell}>
                  {cellName(cell, tools)}
                  {t('ui.colon')} <Change before={before as Reported | null} after={after as Reported | null} />
                </li>
              ))}
            </ul>
          ) : null}
        </section>
      ))}
      <ol className="returns-events">
        {view.events.toReversed().map(({ at, type, by, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added
          <li key={view.events.length - index}>
            <span className="muted">{dateTime(at)}</span> {t(`return.event.${type}`)}
            {by ? ` · ${by}` : ''}
            {text ? <blockquote>{text}</blockquote> : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}
