import type { CaseView, Command, EventView } from '@rogatoria/api/cases/schemas.ts';
import type { MeasureValue } from '@rogatoria/workflows/types.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../api/client.ts';
import { type CommandInput, caseQuery, eventsQuery, participantsQuery, useCommand } from '../api/queries.ts';
import { useNow, useSession } from '../app/session.tsx';
import {
  Button,
  buttonClass,
  cleanPayload,
  Dialog,
  ErrorSummary,
  emptyPayload,
  missingFields,
  type Option,
  type Payload,
  RadioGroup,
  SchemaForm,
} from '../components/index.ts';
import { RequestAddress } from '../directory/contact.tsx';
import { dayIn } from '../texts/format.ts';
import { type TextTools, useTexts } from '../texts/index.tsx';
import { eventText } from './event-text.ts';
import { EvidenceFiles, ReceiptCheck } from './evidence-files.tsx';
import { commandKeys, deliverable, explainKeys, recordsOf, requestedOf, textOf, zoneOfCode } from './facts.ts';
import { RecordView } from './record.tsx';

/** What is being written survives a lost connection and a reload; it goes when it was sent. */
const draftKey = (id: string, name: string) => `rogatoria.command.${id}.${name}`;

function readDraft(key: string): Payload | null {
  try {
    const stored = JSON.parse(sessionStorage.getItem(key) ?? 'null') as unknown;
    return stored && typeof stored === 'object' ? (stored as Payload) : null;
  } catch {
    return null;
  }
}

function keepDraft(key: string, value: Payload | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {}
}

const plusDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** JSON Schema without some of its properties: those the dialog draws itself. */
function without(schema: unknown, names: readonly string[]): unknown {
  const { properties = {}, ...rest } = (schema ?? {}) as { properties?: Record<string, unknown> };
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))),
  };
}

function startOf(view: CaseView, command: Command, today: string, officer: string): Payload {
  const payload = emptyPayload(command.payload);
  const records = recordsOf(view);
  switch (command.name) {
    case 'acknowledge':
      return { ...payload, complete: true, officer, ...(view.own_reference ? { reference: view.own_reference } : {}) };
    case 'confirm': {
      const asked = view.form.period_days;
      const days = typeof asked === 'number' && asked > 60 ? asked : 60;
      return { ...payload, preserved_from: today, preserved_until: plusDays(today, days) };
    }
    case 'deliver':
      return { ...payload, files: deliverable(view).map(({ id }) => id), final: true, complete: true };
    case 'discharge':
      return { ...payload, date: today };
    case 'grant_extension': {
      const until = textOf(records.extension_request?.until);
      return until ? { ...payload, preserved_until: until } : payload;
    }
    default:
      return payload;
  }
}

export interface CommandDialogProps {
  view: CaseView;
  command: Command;
  onClose(): void;
  onDone(what: string): void;
  /** another command offered from inside this one: a defective delivery instead of a receipt */
  onInstead(name: string): void;
}

/** One command, asked in full: what it does, what must be recorded, sent once. */
export function CommandDialog({ view, command, onClose, onDone, onInstead }: CommandDialogProps) {
  const tools = useTexts();
  const { t, first, has } = tools;
  const { user } = useSession();
  const client = useQueryClient();
  const now = useNow();
  const run = useCommand(view.id);
  const { name } = command;
  const key = draftKey(view.id, name);
  const requestedZone = zoneOfCode(requestedOf(view, user.participant), tools.zone);
  const today = dayIn(new Date(now).toISOString(), requestedZone);
  const { data: participants = [] } = useQuery(participantsQuery);

  const [restored] = useState(() => readDraft(key));
  const [payload, setPayload] = useState<Payload>(() => restored ?? startOf(view, command, today, user.name));
  const [missing, setMissing] = useState<string[]>([]);
  const [error, setError] = useState<unknown>(null);
  /** what the officer was looking at when the dialog opened, or since the change was shown */
  const [seen, setSeen] = useState({ version: view.version, at: view.updated_at });
  const [changed, setChanged] = useState<EventView[] | null>(null);
  const [confirmed, setConfirmed] = useState(name !== 'confirm_receipt');
  const input = useRef<{ body: string; command: CommandInput } | null>(null);
  const top = useRef<HTMLDivElement>(null);

  const change = (next: Payload) => {
    setPayload(next);
    setMissing((known) => known.filter((field) => next[field] === undefined));
    keepDraft(key, next);
  };
  const possible = view.commands.some((one) => one.name === name && one.permitted);

  const label = first(commandKeys(view, name));
  const prefix = has(`payload.${view.kind}.${name}`) ? `payload.${view.kind}.${name}` : `payload.${name}`;

  const send = async () => {
    if (run.isPending) return;
    const ready = cleanPayload(payload);
    const left = missingFields(command.payload, ready);
    if (left.length > 0) {
      setMissing(left);
      setError(null);
      return;
    }
    // the same words keep their key: a second click, or a try after a lost connection, is the same action
    const body = JSON.stringify([ready, seen.version]);
    if (input.current?.body !== body)
      input.current = { body, command: { name, payload: ready, version: seen.version } };
    try {
      await run.mutateAsync(input.current.command);
      keepDraft(key, null);
      onDone(label);
    } catch (failure) {
      if (failure instanceof ApiProblem && failure.status === 412) {
        const [fresh, events] = await Promise.all([
          client.fetchQuery({ ...caseQuery(view.id), staleTime: 0 }),
          client.fetchQuery({ ...eventsQuery(view.id), staleTime: 0 }).catch(() => []),
        ]);
        setChanged(events.filter(({ at }) => at > seen.at).toSorted((a, b) => b.sequence - a.sequence));
        setSeen({ version: fresh.version, at: fresh.updated_at });
        setError(null);
      } else {
        setError(failure);
      }
      top.current?.scrollIntoView({ block: 'nearest' });
    }
  };

  useEffect(() => {
    if (missing[0]) document.getElementById(`field-${missing[0]}`)?.focus();
  }, [missing]);

  const errors = [
    ...(error instanceof ApiProblem ? error.errors : []),
    ...missing.map((field) => ({ field, rule: 'required', message: t('ui.required') })),
  ];
  const labelOf = ({ field }: { field: string }) =>
    first([`${prefix}.${field}`, `payload.${field}`, `form.${view.kind}.${field}.label`, field]);

  const drawn = hidden(name, payload);
  const form = {
    value: payload,
    onChange: change,
    errors,
    prefix,
    files: view.files,
    grounds: view.grounds,
    measures: Array.isArray(view.form.measures) ? (view.form.measures as MeasureValue[]) : [],
    participants,
    zone: requestedZone,
  };
  return (
    <Dialog
      title={label}
      isOpen
      wide={wide.has(name)}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      actions={
        <Button
          variant={command.rank === 'rare' ? 'danger' : 'primary'}
          isPending={run.isPending}
          isDisabled={!possible || !confirmed}
          onPress={() => void send()}
        >
          {label}
        </Button>
      }
    >
      <div ref={top} className="dialog-top">
        <p>{first(explainKeys(view, name))}</p>
        {command.deputy_of ? <p className="muted">{t('deputy.acts', { name: command.deputy_of })}</p> : null}
        {changed ? (
          <div className="notice-changed" role="alert">
            <p className="notice-title">{t('case.changed')}</p>
            {changed.length > 0 ? (
              <ul className="plain-list">
                {changed.map((event) => (
                  <li key={event.sequence}>{eventText(event, view, tools)}</li>
                ))}
              </ul>
            ) : null}
            <p>{t(possible ? 'case.changed.again' : 'case.changed.gone')}</p>
          </div>
        ) : null}
        <ErrorSummary
          error={error}
          labelOf={labelOf}
          idOf={({ field }) => (name === 'submit' && field !== 'note' ? undefined : `field-${field}`)}
        />
        {name === 'submit' && view.editable && errors.length > 0 ? (
          <p>
            <Link to="/cases/$id/draft" params={{ id: view.id }} className={buttonClass('secondary')}>
              {t('case.continue_drafting')}
            </Link>
          </p>
        ) : null}
        {restored ? (
          <p className="muted">
            {t('case.dialog.restored')}{' '}
            <button
              type="button"
              className="link-button"
              onClick={() => {
                keepDraft(key, null);
                setPayload(startOf(view, command, today, user.name));
              }}
            >
              {t('case.dialog.anew')}
            </button>
          </p>
        ) : null}
      </div>
      {name === 'transmit' || name === 'transmit_emergency' ? <RequestAddress id={view.id} /> : null}
      <About view={view} name={name} />
      {name === 'confirm_receipt' ? (
        <ReceiptCheck view={view} onChecked={setConfirmed} onDispute={() => onInstead('dispute_delivery')} />
      ) : null}
      {name === 'deliver' ? (
        <EvidenceFiles
          view={view}
          value={Array.isArray(payload.files) ? (payload.files as string[]) : []}
          error={errors.find(({ field }) => field === 'files')?.message}
          onChange={(files) => change({ ...payload, files })}
        />
      ) : null}
      {name === 'refuse' ? (
        <RadioGroup
          id="field-ground"
          label={first([`${prefix}.ground`, 'payload.ground'])}
          hint={first([`${prefix}.ground.help`, 'payload.ground.help'])}
          error={errors.find(({ field }) => field === 'ground')?.message}
          isRequired
          options={groundOptions(view, tools)}
          value={textOf(payload.ground) || null}
          onChange={(ground) => change({ ...payload, ground })}
        />
      ) : null}
      <SchemaForm {...form} schema={without(command.payload, name === 'confirm' ? ['provider_reference'] : drawn)} />
      {name === 'confirm' ? (
        <>
          <Periods
            from={textOf(payload.preserved_from) || today}
            onChoose={(preserved_until) => change({ ...payload, preserved_until })}
          />
          <SchemaForm {...form} schema={without(command.payload, ['what', 'preserved_from', 'preserved_until'])} />
        </>
      ) : null}
    </Dialog>
  );
}

/** Commands that ask for much, or answer something long. */
const wide = new Set([
  'deliver',
  'answer_clarification',
  'answer_consultation',
  'consult',
  'propose_conditions',
  'accept_conditions',
  'refuse',
]);

/** Fields the dialog draws itself, and those that a tick makes pointless. */
function hidden(name: string, payload: Payload): string[] {
  if (name === 'acknowledge' && payload.complete === true) return ['missing'];
  if (name === 'accept' && !(payload.declined as unknown[] | undefined)?.length) return ['declined_reasons'];
  if (name === 'deliver' && payload.complete === true) return ['files', 'not_executed'];
  return name === 'deliver' ? ['files'] : name === 'refuse' ? ['ground'] : [];
}

/** Each ground once, with every article that allows it; what is not confirmed yet says so. */
function groundOptions(view: CaseView, { t, has }: TextTools): Option[] {
  const options = new Map<string, Option>();
  for (const { code, basis, article, verified, label } of view.grounds) {
    const short = has(`instrument.${basis}.short`) ? t(`instrument.${basis}.short`) : basis;
    const source = `${short} ${t('ui.article', { article })}${verified ? '' : ` (${t('ui.unverified')})`}`;
    const known = options.get(code);
    options.set(code, { id: code, label: t(label), hint: known ? `${known.hint} · ${source}` : source });
  }
  return [...options.values()];
}

/** The two periods that are usual: the least the Convention allows, and the longest order of most laws. */
function Periods({ from, onChoose }: { from: string; onChoose(until: string): void }) {
  const { t, date } = useTexts();
  return (
    <fieldset className="periods">
      <legend className="muted">{t('case.periods')}</legend>
      {[60, 90].map((days) => {
        const until = plusDays(from, days);
        return (
          <Button key={days} small onPress={() => onChoose(until)}>
            {t('case.period', { days, date: date(until) })}
          </Button>
        );
      })}
    </fieldset>
  );
}

/** What an answer answers: the question stands beside it. */
function About({ view, name }: { view: CaseView; name: string }): ReactNode {
  const { t, date } = useTexts();
  const records = recordsOf(view);
  const asked: Record<string, string> = {
    answer_clarification: 'clarification_request',
    grant_extension: 'extension_request',
    deny_extension: 'extension_request',
    answer_consultation: 'consultation',
    accept_conditions: 'conditions',
    decline_conditions: 'conditions',
    proceed: view.kind === 'preservation' ? 'warning' : 'confidentiality_warning',
    give_status: 'status_query',
    answer_wider_use: 'use_request',
    report_use: 'use_report_request',
    discharge: 'delivery',
    confirm_receipt: 'delivery',
    dispute_delivery: 'delivery',
  };
  const of = asked[name];
  const record = of ? records[of] : undefined;
  if (name === 'withdraw' || name === 'release') {
    const linked = view.links.filter(({ kind }) => kind !== view.kind && kind === 'preservation');
    if (linked.length === 0) return null;
    return (
      <aside className="asked">
        <p className="asked-title">{t('case.linked')}</p>
        <ul className="plain-list">
          {linked.map(({ number, title }) => (
            <li key={number ?? title}>{[number, title].filter(Boolean).join(' · ')}</li>
          ))}
        </ul>
      </aside>
    );
  }
  if (!record) return null;
  const { at, manifest: _manifest, files: _files, number: _number, ...rest } = record;
  return (
    <aside className="asked">
      <p className="asked-title">
        {t(of === 'delivery' ? 'case.they_sent' : 'case.they_asked', {
          state: view.counterpart,
        })}
        {typeof at === 'string' ? <span className="muted"> · {date(at)}</span> : null}
      </p>
      <RecordView
        value={rest}
        context={{ kind: view.kind, direction: view.direction, files: view.files, theirs: true, ...(of ? { of } : {}) }}
      />
    </aside>
  );
}
