import type { CaseView } from '@rogatoria/api/cases/schemas.ts';
import { completeness, demandsOf } from '@rogatoria/workflows/completeness.ts';
import { formFor, isShown } from '@rogatoria/workflows/forms.ts';
import { letterOf } from '@rogatoria/workflows/letter.ts';
import { zoneOf } from '@rogatoria/workflows/states.ts';
import type { FormValues, Gap, Language } from '@rogatoria/workflows/types.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { caseQuery, completenessQuery, lawQuery, participantsQuery, useCommand } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import { useNow, useSession } from '../app/session.tsx';
import {
  Button,
  buttonClass,
  Dialog,
  EmptyState,
  ErrorSummary,
  LoadError,
  Pill,
  Skeleton,
} from '../components/index.ts';
import { dayIn } from '../texts/format.ts';
import { languageNames, useTexts } from '../texts/index.tsx';
import { ChecklistCard } from './checklist.tsx';
import { ConflictDialog } from './conflict.tsx';
import { DraftContext, type DraftTools, focusOn, type Wanted } from './context.tsx';
import { preservationsTo } from './field-view.tsx';
import { FormSectionCard } from './form-section.tsx';
import { GapSummary } from './gap-summary.tsx';
import { idOf, labelOf, placeOf, sectionOf, sectionStates } from './gaps.ts';
import { HintsCard } from './hints.tsx';
import { LetterPaper } from './letter-paper.tsx';
import { removeCopy } from './local-copy.ts';
import { SaveNotice, SaveStatus } from './save-status.tsx';
import { SectionList, SectionSelect } from './sections.tsx';
import { useDraftSaver } from './use-draft-saver.ts';
import './draft.css';

/** Writing a request beside the letter it becomes. */
export function DraftPage() {
  const { t } = useTexts();
  const { id = '' } = useParams({ strict: false });
  const { data: view, error, refetch } = useQuery(caseQuery(id));
  const { user } = useSession();
  const [sent, setSent] = useState(false);
  if (!view)
    return (
      <Page title={t('draft.heading')}>
        {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    );
  if (!view.editable && !sent)
    return (
      <Page title={view.title}>
        <EmptyState
          title={t('draft.closed.title')}
          action={
            <Link to="/cases/$id" params={{ id }} search={{}} className={buttonClass('primary')}>
              {t('draft.closed.open')}
            </Link>
          }
        >
          {t('draft.closed')}
        </EmptyState>
      </Page>
    );
  return <Editor key={id} view={view} account={user.id} onSent={() => setSent(true)} />;
}

/** What the approver asked to be mended, if the draft came back. */
function defectsOf(view: CaseView): string | undefined {
  const records = view.context.records as Record<string, unknown> | undefined;
  const returned = records?.return_for_correction as { defects?: unknown } | undefined;
  return typeof returned?.defects === 'string' && returned.defects.trim() !== '' ? returned.defects : undefined;
}

/** Fields and lines that already say something: what is wrong with them may be shown at once. */
function filledPlaces(form: FormValues): string[] {
  return Object.entries(form).flatMap(([name, value]) => {
    if (!Array.isArray(value)) return [name];
    const lines = value.flatMap((item, index) => {
      const inner = (item as { identifiers?: unknown[] } | null)?.identifiers;
      return [
        `${name}.${index}`,
        ...(Array.isArray(inner) ? inner.map((_, line) => `${name}.${index}.identifiers.${line}`) : []),
      ];
    });
    return [name, ...lines];
  });
}

const lists = ['identifiers', 'measures', 'persons'];

interface EditorProps {
  view: CaseView;
  account: string;
  onSent(): void;
}

function Editor({ view, account, onSent }: EditorProps) {
  const texts = useTexts();
  const { t } = texts;
  const { id, kind, counterpart: them } = view;
  const { user } = useSession();
  const us = user.participant;
  const navigate = useNavigate();
  const now = new Date(useNow()).toISOString();
  const { data: participants = [] } = useQuery(participantsQuery);
  const { data: law } = useQuery(lawQuery);
  const { data: known } = useQuery(completenessQuery(id));
  const { saver, state, recovered } = useDraftSaver(view, account);
  const { content } = state;
  const definition = formFor(kind);

  /* ------------------------------------------------ completeness and letter */
  const deferred = useDeferredValue(content);
  const letterLanguage = view.letter_language;
  const today = dayIn(now, zoneOf(us));
  const { gaps, checklist } = useMemo(
    () =>
      completeness({
        kind,
        form: deferred.form,
        bases: deferred.bases,
        requesting: us,
        requested: them,
        language: deferred.form_language,
        translations: deferred.translations,
        today,
        ...(law ? { law } : {}),
      }),
    [kind, deferred, us, them, today, law],
  );
  const titleGap: Gap[] =
    deferred.title.trim() === ''
      ? [
          {
            field: 'title',
            rule: 'missing',
            severity: 'error',
            source: { instrument: 'PRACTICE', verified: true },
          },
        ]
      : [];
  const all = [...titleGap, ...gaps];
  const errors = all.filter(({ severity }) => severity === 'error');
  const warnings = all.filter(({ severity }) => severity === 'warning');
  const states = sectionStates(kind, all);

  const chosen = Array.isArray(deferred.form.preservations) ? (deferred.form.preservations as string[]) : [];
  const { data: preserved } = useInfiniteQuery({
    ...preservationsTo(them),
    enabled: kind === 'evidence' && chosen.length > 0,
  });
  const linked = (preserved?.pages.flatMap((page) => page.items) ?? [])
    .filter((item) => chosen.includes(item.request_id) && item.number !== null)
    .map((item) => ({ number: item.number ?? '', date: item.created_at }));
  const number = view.number ?? `${us}-${them}-${today.slice(0, 4)}-…`;
  const letterIn = (language: Language) =>
    letterOf({
      kind,
      number,
      requesting: us,
      requested: them,
      bases: deferred.bases,
      form: deferred.form,
      translations: deferred.translations,
      form_language: deferred.form_language,
      language,
      date: `${today}T12:00:00Z`,
      linked,
    });

  /* --------------------------------------------------------- where we are */
  const [section, setSection] = useState(
    () => states.find((one) => one.errors.length > 0)?.name ?? definition.sections[0]?.name ?? '',
  );
  const [pane, setPane] = useState<'form' | 'letter'>('form');
  const [reading, setReading] = useState<'theirs' | 'ours' | 'both'>('theirs');
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set(filledPlaces(content.form)));
  const [attempted, setAttempted] = useState(false);
  const show = useCallback(
    (field: string, path?: string) => {
      setSection(sectionOf(definition, field));
      setPane('form');
      setReading((mode) => (mode === 'both' ? 'theirs' : mode));
      setWanted((last) => ({ field, path, turn: (last?.turn ?? 0) + 1 }));
    },
    [definition],
  );

  // the control may first have to be unfolded: look for it over a few frames, then for what is around it
  useEffect(() => {
    if (!wanted) return;
    let frame = 0;
    let handle = 0;
    const look = () => {
      const path = wanted.path?.split('.') ?? [];
      if (focusOn(idOf(wanted.field, wanted.path))) return;
      if (++frame < 12) handle = requestAnimationFrame(look);
      else while (path.length > 0) if (path.pop() && focusOn(idOf(wanted.field, path.join('.') || undefined))) return;
    };
    handle = requestAnimationFrame(look);
    return () => cancelAnimationFrame(handle);
  }, [wanted]);

  const visited = (place: string) => attempted || seen.has(place);
  const tools: DraftTools = {
    kind,
    us,
    them,
    bases: content.bases,
    demands: demandsOf({
      kind,
      bases: content.bases,
      requesting: us,
      requested: them,
      today,
      ...(law ? { law } : {}),
    }),
    content,
    edit: saver.edit,
    translateTo: letterLanguage === content.form_language ? null : letterLanguage,
    participants,
    gapsOf: (field) =>
      all.filter((gap) => gap.field === field && ((lists.includes(field) && gap.path !== undefined) || visited(field))),
    visit: (place) => setSeen((places) => (places.has(place) ? places : new Set([...places, place]))),
    visited,
    wanted,
    show,
  };

  /* ------------------------------------------------------------- sending */
  const submit = useCommand(id);
  const [confirming, setConfirming] = useState(false);
  const [unsaved, setUnsaved] = useState(false);
  const busy = useRef(false);
  const summary = useRef<HTMLDivElement>(null);
  // A question that commits nobody leaves without approval.
  const asks = kind === 'consultation';
  const sending = asks ? 'transmit' : 'submit';
  const sendLabel = t(asks ? 'draft.ask' : 'draft.send');
  const command = view.commands.find(({ name }) => name === sending);
  const atOnce =
    content.form.urgency === 'emergency' &&
    view.commands.some(({ name, permitted }) => name === 'transmit_emergency' && permitted);

  const askToSend = () => {
    setAttempted(true);
    submit.reset();
    setUnsaved(false);
    if (errors.length > 0) requestAnimationFrame(() => summary.current?.focus());
    else setConfirming(true);
  };
  const send = async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      if (!(await saver.flush())) {
        setConfirming(false);
        setUnsaved(true);
        return;
      }
      onSent();
      await submit.mutateAsync({ name: sending, version: saver.get().version });
      saver.stop();
      removeCopy(account, id);
      await navigate({ to: '/cases/$id', params: { id }, search: {} });
    } catch {
      setConfirming(false);
    } finally {
      busy.current = false;
    }
  };
  const leave = async (wanted?: string) => {
    if (await saver.flush()) await navigate({ to: '/cases/$id', params: { id }, search: wanted ? { do: wanted } : {} });
    else setUnsaved(true);
  };

  const at = definition.sections.findIndex(({ name }) => name === section);
  const defects = defectsOf(view);
  const fields = (definition.sections[at]?.fields ?? []).filter((field) => isShown(field, content.form));
  const next = definition.sections[at + 1];
  const goTo = (name: string) => {
    setSection(name);
    setPane('form');
    requestAnimationFrame(() => focusOn('draft-section'));
  };
  const tabs: ('theirs' | 'ours' | 'both')[] =
    letterLanguage === content.form_language ? ['theirs'] : ['theirs', 'ours', 'both'];
  const tabName = {
    theirs: languageNames[letterLanguage],
    ours: languageNames[content.form_language],
    both: t('draft.letter.both'),
  };
  const mode = tabs.includes(reading) ? reading : 'theirs';
  const request = { kind, form: deferred.form };

  return (
    <DraftContext value={tools}>
      <Page
        className={`draft pane-${pane} draft-reading-${mode}`}
        windowTitle={view.title}
        above={content.title}
        title={
          <>
            {t(`draft.heading.${kind}`, { state: them })} <Pill tone="us">{t('draft.draft')}</Pill>
          </>
        }
        lead={<SaveStatus state={state} />}
        actions={
          <>
            <Button onPress={() => void leave()}>{t('draft.close')}</Button>
            {atOnce ? (
              <Button onPress={() => void leave('transmit_emergency')}>{t('draft.send_at_once')}</Button>
            ) : null}
            {command ? (
              <Button variant="primary" onPress={askToSend}>
                {sendLabel}
              </Button>
            ) : null}
          </>
        }
      >
        <SaveNotice saver={saver} state={state} />
        {recovered !== null && state.phase !== 'conflict' ? (
          <Recovered at={recovered.at} onDiscard={() => saver.edit(() => recovered.before)} />
        ) : null}
        {command ? null : (
          <div className="notice notice-us">
            <p>{t('draft.in_writing', { state: them })}</p>
          </div>
        )}
        {unsaved ? (
          <div className="notice notice-us" role="alert">
            <p>{t('draft.unsaved')}</p>
          </div>
        ) : null}
        {defects ? (
          <section className="notice notice-us defects">
            <h2>{t('draft.returned')}</h2>
            <p className="conflict-text">{defects}</p>
          </section>
        ) : null}
        {attempted && errors.length > 0 ? (
          <GapSummary ref={summary} gaps={errors} kind={kind} onGo={show} />
        ) : submit.error ? (
          <ErrorSummary
            error={submit.error}
            idOf={(problem) => idOf(problem.field, placeOf(problem))}
            labelOf={({ field }) => labelOf(kind, field, t)}
          />
        ) : null}

        <fieldset className="pane-tabs" aria-label={t('draft.panes')}>
          {(['form', 'letter'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={pane === one} onClick={() => setPane(one)}>
              {t(`draft.pane.${one}`)}
            </button>
          ))}
        </fieldset>

        <div className="draft-columns">
          <aside className="draft-side">
            <SectionList kind={kind} states={states} current={section} onGo={goTo} />
            {checklist.map((one) => (
              <ChecklistCard key={one.basis} checklist={one} gaps={all} />
            ))}
            {known?.hints ? <HintsCard hints={known.hints} /> : null}
          </aside>
          <div className="draft-form">
            <SectionSelect kind={kind} states={states} current={section} onGo={goTo} />
            <FormSectionCard number={at + 1} section={section} fields={fields} />
            <div className="section-end">
              {next ? (
                <Button onPress={() => goTo(next.name)}>
                  {t('draft.next', { section: t(`form.${kind}.section.${next.name}`) })}
                </Button>
              ) : (
                <Button variant="primary" onPress={askToSend}>
                  {sendLabel}
                </Button>
              )}
            </div>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <aside className="draft-letter" aria-label={t('draft.letter')} tabIndex={0}>
            <div className="letter-head">
              <span className="muted">{t('draft.letter.reads', { state: them })}</span>
              {tabs.length > 1 ? (
                <fieldset className="letter-tabs" aria-label={t('draft.letter.language')}>
                  {tabs.map((one) => (
                    <button key={one} type="button" aria-pressed={mode === one} onClick={() => setReading(one)}>
                      {tabName[one]}
                    </button>
                  ))}
                </fieldset>
              ) : null}
            </div>
            <div className="papers">
              {mode === 'ours' ? null : (
                <LetterPaper
                  letter={letterIn(letterLanguage)}
                  request={request}
                  original={deferred.form_language}
                  writing={section}
                  onHole={show}
                />
              )}
              {mode === 'theirs' ? null : (
                <LetterPaper
                  letter={letterIn(content.form_language)}
                  request={request}
                  original={deferred.form_language}
                  writing={section}
                  onHole={show}
                />
              )}
            </div>
          </aside>
        </div>

        {state.phase === 'conflict' && state.theirs ? (
          <ConflictDialog
            kind={kind}
            base={state.base}
            mine={state.content}
            theirs={state.theirs.content}
            onResolve={saver.resolve}
          />
        ) : null}
        <Dialog
          title={t(asks ? 'draft.ask.title' : 'draft.confirm.title')}
          isOpen={confirming}
          onOpenChange={setConfirming}
          actions={
            <Button variant="primary" isPending={submit.isPending} onPress={() => void send()}>
              {sendLabel}
            </Button>
          }
        >
          <p>{t(asks ? 'draft.ask.confirm' : 'draft.confirm', { state: them })}</p>
          {command && !command.permitted && command.why ? <p className="text-us">{t(command.why)}</p> : null}
          {warnings.length > 0 ? (
            <details className="quiet-details">
              <summary>{t('draft.confirm.doubts', { count: warnings.length })}</summary>
              <GapSummary
                gaps={warnings}
                kind={kind}
                quiet
                onGo={(field, path) => {
                  setConfirming(false);
                  setTimeout(() => show(field, path), 100);
                }}
              />
            </details>
          ) : null}
        </Dialog>
      </Page>
    </DraftContext>
  );
}

function Recovered({ at, onDiscard }: { at: number; onDiscard(): void }) {
  const { t, dateTime } = useTexts();
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <div className="notice notice-us" role="status">
      <p>{t('draft.recovered', { at: dateTime(new Date(at).toISOString()) })}</p>
      <div className="row">
        <Button small onPress={() => setOpen(false)}>
          {t('draft.recovered.keep')}
        </Button>
        <Button
          small
          variant="quiet"
          onPress={() => {
            setOpen(false);
            onDiscard();
          }}
        >
          {t('draft.recovered.discard')}
        </Button>
      </div>
    </div>
  );
}
