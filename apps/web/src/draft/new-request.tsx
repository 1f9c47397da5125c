import type { CaseView } from '@rogatoria/api/cases/schemas.ts';
import type { ParticipantView } from '@rogatoria/api/schemas.ts';
import { draftersOf } from '@rogatoria/workflows/commands.ts';
import { fieldOf } from '@rogatoria/workflows/forms.ts';
import { documentLanguageOf, isState } from '@rogatoria/workflows/states.ts';
import { type BasisCode, type FormValues, type Kind, kinds, type Language } from '@rogatoria/workflows/types.ts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { actionKey, api, Offline } from '../api/client.ts';
import { basesQuery, caseQuery, keys, participantsQuery } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import { useSession } from '../app/session.tsx';
import {
  Button,
  Checkbox,
  EmptyState,
  ErrorSummary,
  LoadError,
  RadioGroup,
  Skeleton,
  TextField,
} from '../components/index.ts';
import { StateContact } from '../directory/contact.tsx';
import { dayIn } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import { authorityOf } from './authority.tsx';
import { BasesPicker, proposal } from './bases.tsx';
import { tidy } from './content.ts';
import { focusOn } from './context.tsx';
import { LanguageSelect, preservationsTo } from './field-view.tsx';
import { StatePicker } from './state-picker.tsx';
import './draft.css';

interface Given {
  kind?: Kind;
  counterpart?: string;
  follows?: string;
  /** our file that this request adds to, or that found the third State */
  parent?: string;
  title?: string;
}

/** `?kind=&counterpart=&follows=&parent=&title=`, whoever wrote it. */
export function givenIn(search: unknown): Given {
  const from = (search ?? {}) as Record<string, unknown>;
  const text = (name: string) => (from[name] === undefined || from[name] === null ? '' : String(from[name]));
  const kind = kinds.find((one) => one === text('kind'));
  const counterpart = text('counterpart').toUpperCase();
  return {
    ...(kind ? { kind } : {}),
    ...(isState(counterpart) ? { counterpart } : {}),
    ...(text('follows') ? { follows: text('follows') } : {}),
    ...(/^[0-9a-f-]{36}$/.test(text('parent')) ? { parent: text('parent') } : {}),
    ...(text('title') ? { title: text('title').slice(0, 200) } : {}),
  };
}

/** What can be begun, the most urgent first. */
const offered: readonly Kind[] = ['preservation', 'evidence', 'information', 'consultation'];

/** What a preservation request already said and the request for the data says again. */
const carried = [
  'own_reference',
  'requested_authority',
  'requesting_authority',
  'reciprocity_offered',
  'offences',
  'offence_other',
  'provisions',
  'penalty',
  'facts',
  'relation',
  'confidential',
  'confidentiality_reason',
  'do_not_notify_user',
  'verification_contact',
  'investigating_authority',
  'signatory_name',
  'signatory_capacity',
];

export function carriedOver(form: Readonly<Record<string, unknown>>): FormValues {
  const values = Object.fromEntries(carried.flatMap((name) => (form[name] === undefined ? [] : [[name, form[name]]])));
  const measure = tidy({ identifiers: form.identifiers });
  return {
    ...values,
    ...(form.prosecution === undefined ? {} : { competent_authority: form.prosecution }),
    ...(form.prosecution_reference === undefined ? {} : { competent_authority_reference: form.prosecution_reference }),
    ...(measure ? { measures: [measure] } : {}),
  };
}

/** What a request that adds to another, or goes to a third State, says again: all but what belongs to that one letter. */
export function repeated({ kind, number, form, context }: CaseView, zone: string): FormValues {
  const { previous_reference: _, previous_date: _d, previous_expiry: _e, preservations: _p, ...values } = form;
  if (kind !== 'evidence') return { ...values, request_status: 'new' };
  const { transmit, transmit_emergency } = (context.records ?? {}) as Record<string, { at?: string } | undefined>;
  const sent = transmit?.at ?? transmit_emergency?.at;
  return {
    ...values,
    request_status: 'supplementary',
    previous_reference: number,
    ...(sent ? { previous_date: dayIn(sent, zone) } : {}),
  };
}

export function NewRequestPage() {
  const { t } = useTexts();
  const { user } = useSession();
  const allowed = offered.filter((kind) => draftersOf(kind).some((role) => user.roles.includes(role)));
  const participants = useQuery(participantsQuery);
  const { search } = useLocation();
  const given = givenIn(search);
  const earlier = useEarlier(given);
  if (allowed.length === 0)
    return (
      <Page title={t('draft.new')}>
        <EmptyState title={t('draft.new.not_yours')} />
      </Page>
    );
  if (!participants.data || earlier.isPending)
    return (
      <Page title={t('draft.new')}>
        {participants.error ? (
          <LoadError error={participants.error} retry={() => void participants.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </Page>
    );
  return <Questions given={given} allowed={allowed} participants={participants.data} earlier={earlier.view} />;
}

/** The request this one follows or adds to, as far as it is ours to read. */
function useEarlier({ follows, parent, counterpart }: Given): { isPending: boolean; view: CaseView | undefined } {
  const wanted = follows !== undefined && counterpart !== undefined;
  const list = useInfiniteQuery({ ...preservationsTo(counterpart ?? ''), enabled: wanted });
  const id = parent ?? list.data?.pages.flatMap((page) => page.items).find((item) => item.request_id === follows)?.id;
  const one = useQuery({ ...caseQuery(id ?? ''), enabled: id !== undefined, refetchInterval: false });
  return { isPending: (wanted && list.isPending) || (id !== undefined && one.isPending), view: one.data };
}

interface NewDraft {
  kind: Kind;
  counterpart: string;
  bases: BasisCode[];
  title: string;
  form_language: Language;
  form: FormValues;
  parent?: string;
}

/** Opens the file. One key for one body: pressing again after a lost answer opens no second file. */
function useCreate() {
  const client = useQueryClient();
  const [issued] = useState(() => new Map<string, string>());
  return useMutation({
    mutationFn: (body: NewDraft) => {
      const text = JSON.stringify(body);
      const key = issued.get(text) ?? actionKey();
      issued.set(text, key);
      return api.post<{ id: string; version: number }>('/api/cases', body, { key });
    },
    retry: (count, error) => error instanceof Offline && count < 3,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.cases });
      void client.invalidateQueries({ queryKey: keys.home });
    },
  });
}

interface QuestionsProps {
  given: Given;
  /** what this person may draft */
  allowed: readonly Kind[];
  participants: readonly ParticipantView[];
  earlier: CaseView | undefined;
}

function Questions({ given, allowed, participants, earlier }: QuestionsProps) {
  const { t, place, language: own, zone } = useTexts();
  const { user } = useSession();
  const navigate = useNavigate();
  const us = user.participant;
  const [kind, setKind] = useState<Kind | null>(
    given.follows
      ? 'evidence'
      : ((allowed.length === 1 ? allowed[0] : allowed.find((one) => one === given.kind)) ?? null),
  );
  const [them, setThem] = useState<string | null>(given.counterpart ?? null);
  const [title, setTitle] = useState(given.title ?? earlier?.title ?? '');
  const [language, setLanguage] = useState<Language>(
    earlier?.form_language ?? participants.find(({ code }) => code === us)?.language ?? own,
  );
  const [carry, setCarry] = useState(true);
  const [picked, setPicked] = useState<BasisCode[] | null>(null);
  const [asked, setAsked] = useState(false);
  const busy = useRef(false);
  const create = useCreate();
  // a consultation commits nobody: it needs no basis
  const known = kind !== null && kind !== 'consultation' && them !== null;
  const bases = useQuery({ ...basesQuery(them ?? '', kind ?? 'evidence'), enabled: known });
  const chosen = picked ?? (bases.data && kind ? proposal(bases.data, kind) : []);

  const missing = [
    ...(kind ? [] : ['kind']),
    ...(them ? [] : ['counterpart']),
    ...(title.trim() ? [] : ['title']),
    ...(known && chosen.length === 0 ? ['bases'] : []),
  ];
  const error = (name: string) => (asked && missing.includes(name) ? t(`draft.new.missing.${name}`) : undefined);

  const start = () => {
    setAsked(true);
    const [first] = missing;
    if (first || !kind || !them) {
      requestAnimationFrame(() => focusOn(`field-${first ?? 'kind'}`));
      return;
    }
    if (busy.current) return;
    busy.current = true;
    const directory = (code: string) =>
      authorityOf(
        participants.find((one) => one.code === code),
        place,
      );
    const form = tidy({
      request_status: 'new',
      requesting_authority: directory(us),
      requested_authority: directory(them),
      ...(earlier && carry ? (earlier.kind === kind ? repeated(earlier, zone) : carriedOver(earlier.form)) : {}),
      // a third State has an authority of its own
      ...(earlier?.counterpart === them ? {} : { requested_authority: directory(them) }),
      ...(given.follows && kind === 'evidence' ? { preservations: [given.follows] } : {}),
    }) as FormValues;
    // what a kind does not ask is not said
    for (const name of Object.keys(form)) if (!fieldOf(kind, name)) delete form[name];
    create.mutate(
      {
        kind,
        counterpart: them,
        bases: chosen,
        title: title.trim(),
        form_language: language,
        form,
        ...(given.parent && earlier ? { parent: given.parent } : {}),
      },
      {
        onSuccess: ({ id }) => void navigate({ to: '/cases/$id/draft', params: { id } }),
        onError: () => {
          busy.current = false;
        },
      },
    );
  };

  return (
    <Page title={t('draft.new')} lead={t('draft.new.lead')} className="new-request">
      <form
        className="card form-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <ErrorSummary error={create.error} />
        {earlier ? (
          <div className="notice">
            <p>
              {t(given.parent ? 'draft.new.adds' : 'draft.new.follows', { number: earlier.number ?? earlier.title })}
            </p>
            <Checkbox isSelected={carry} onChange={setCarry} hint={t('draft.new.carry.hint')}>
              {t('draft.new.carry')}
            </Checkbox>
          </div>
        ) : null}
        <RadioGroup
          id="field-kind"
          label={t('draft.field.kind')}
          isRequired
          isDisabled={given.follows !== undefined || given.parent !== undefined}
          options={allowed.map((one) => ({
            id: one,
            label: t(`draft.kind.${one}`),
            hint: t(`draft.kind.${one}.explain`),
          }))}
          value={kind}
          onChange={(next) => {
            setKind(next as Kind);
            setPicked(null);
          }}
          error={error('kind')}
        />
        <StatePicker
          id="field-counterpart"
          us={us}
          participants={participants}
          value={them}
          onChange={(code) => {
            setThem(code);
            setPicked(null);
          }}
          error={error('counterpart')}
        />
        {them ? <StateContact state={them} /> : null}
        <TextField
          id="field-title"
          label={t('draft.field.title')}
          hint={t(kind === 'information' ? 'draft.title.hint.information' : 'draft.title.hint')}
          isRequired
          maxLength={200}
          placeholder={`${t('draft.example')} ${t('draft.title.example')}`}
          value={title}
          onChange={setTitle}
          error={error('title')}
        />
        {known ? (
          <div className="field">
            <span className="field-label">{t('draft.field.bases')}</span>
            <span className="field-hint">{t('draft.bases.hint')}</span>
            {bases.data ? (
              <BasesPicker id="field-bases" items={bases.data} value={chosen} onChange={setPicked} />
            ) : bases.error ? (
              <LoadError error={bases.error} retry={() => void bases.refetch()} />
            ) : (
              <Skeleton />
            )}
            {error('bases') ? <span className="field-error">{error('bases')}</span> : null}
          </div>
        ) : null}
        <LanguageSelect
          id="field-form_language"
          hint={
            them
              ? t('draft.form_language.letter', {
                  language: t(`letter.language.${documentLanguageOf(them)}`),
                  state: them,
                })
              : t('draft.form_language.hint')
          }
          value={language}
          onChange={(next) => setLanguage(next as Language)}
        />
        <div className="row">
          <Button type="submit" variant="primary" isPending={create.isPending || (known && bases.isPending)}>
            {t('draft.new.start')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
