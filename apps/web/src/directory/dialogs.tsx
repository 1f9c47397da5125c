import type { EntryView } from '@rogatoria/api/directory/schemas.ts';
import {
  type Authority,
  type AuthorityRole,
  acceptances,
  authorityRoles,
  contactChannels,
  type Entry,
  filingLanguages,
  needsCallBack,
  networks,
  type Provider,
  publicContacts,
} from '@rogatoria/workflows/directory.ts';
import { basisCodes, dataCategories } from '@rogatoria/workflows/types.ts';
import { type ReactNode, useState } from 'react';
import { useNow } from '../app/session.tsx';
import {
  Button,
  CheckboxGroup,
  DateField,
  Dialog,
  ErrorSummary,
  Select,
  TextArea,
  TextField,
} from '../components/index.ts';
import { dayIn } from '../texts/format.ts';
import { useTexts } from '../texts/index.tsx';
import { useDirectoryChange } from './queries.ts';
import { useLanguageName } from './state-page.tsx';

const idOf = ({ field }: { field: string }) => `directory-${field.replace(/^said\./, '')}`;

/** Instruments under which a central authority is designated; reciprocity and bilateral treaties name none of their own. */
const designating = basisCodes.filter((code) => code !== 'RECIPROCITY' && code !== 'BILAT');

/** What is empty is not said. */
function said<T extends object>(draft: T): T {
  const kept = Object.entries(draft).filter(([, value]) => typeof value !== 'string' || value.trim() !== '');
  return Object.fromEntries(kept.map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value])) as T;
}

interface FrameProps {
  title: string;
  action: string;
  danger?: boolean;
  change: ReturnType<typeof useDirectoryChange>;
  /** what to send; null while something is missing */
  send(): Parameters<ReturnType<typeof useDirectoryChange>['mutate']>[0] | null;
  onClose(): void;
  wide?: boolean;
  children: ReactNode;
}

function Frame({ title, action, danger = false, change, send, onClose, wide = false, children }: FrameProps) {
  const submit = async () => {
    const ready = send();
    if (!ready) return;
    await change.mutateAsync(ready);
    onClose();
  };
  return (
    <Dialog
      title={title}
      isOpen
      wide={wide}
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button
          variant={danger ? 'danger' : 'primary'}
          isPending={change.isPending}
          onPress={() => void submit().catch(() => {})}
        >
          {action}
        </Button>
      }
    >
      <div className="schema-form directory-form">
        <ErrorSummary error={change.error} idOf={idOf} />
        {children}
      </div>
    </Dialog>
  );
}

function useReason(tried: boolean) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const field = (
    <TextArea
      id="directory-reason"
      label={t('directory.reason')}
      hint={t('directory.reason.help')}
      rows={2}
      value={reason}
      onChange={setReason}
      isRequired
      error={tried && reason.trim() === '' ? t('ui.required') : undefined}
    />
  );
  return { reason: reason.trim(), field };
}

/** A new entry, or a new version of one. */
export function EntryDialog({ kind, entry, onClose }: { kind: EntryView['kind']; entry?: EntryView; onClose(): void }) {
  const { t, zone } = useTexts();
  const today = dayIn(new Date(useNow()).toISOString(), zone);
  const change = useDirectoryChange();
  const [tried, setTried] = useState(false);
  const { reason, field } = useReason(tried);
  const [authority, setAuthority] = useState<Authority>(
    entry && 'role' in entry.said
      ? entry.said
      : {
          role: 'central_authority',
          name: '',
          instruments: [],
          networks: [],
          channels: [],
          languages: [],
          valid_from: today,
        },
  );
  const [provider, setProvider] = useState<Provider>(
    entry && !('role' in entry.said)
      ? entry.said
      : { name: '', accepts: [], retention: [], languages: [], source: '', as_of: today },
  );
  const draft: Entry = said<Authority | Provider>(kind === 'authority' ? authority : provider);
  const callsBack = needsCallBack(kind, entry?.said ?? null, draft);
  const missing = kind === 'authority' ? !authority.name.trim() : !provider.name.trim() || !provider.source.trim();
  return (
    <Frame
      title={t(entry ? 'directory.change.title' : `directory.add.${kind}`)}
      action={t(callsBack ? 'directory.save.waits' : 'directory.save')}
      wide
      change={change}
      onClose={onClose}
      send={() => {
        setTried(true);
        if (missing || reason === '') return null;
        const body = { said: draft, reason };
        return entry
          ? { path: `/directory/entries/${kind}/${entry.entry}`, method: 'put', seen: entry.version, body }
          : { path: `/directory/entries/${kind}`, body };
      }}
    >
      {kind === 'authority' ? (
        <AuthorityFields value={authority} onChange={setAuthority} tried={tried} />
      ) : (
        <ProviderFields value={provider} onChange={setProvider} tried={tried} />
      )}
      {callsBack ? <p className="directory-note">{t('directory.waits.help')}</p> : null}
      {field}
    </Frame>
  );
}

interface FieldsProps<T> {
  value: T;
  onChange(value: T): void;
  tried: boolean;
}

/** Telephone, mail, address, languages: what both have. */
function Reaching<T extends Authority | Provider>({ value, onChange }: Omit<FieldsProps<T>, 'tried'>) {
  const { t } = useTexts();
  const languageName = useLanguageName();
  return (
    <>
      <div className="directory-two">
        <TextField
          id="directory-phone"
          label={t('directory.phone')}
          hint={t('directory.phone.help')}
          type="tel"
          value={value.phone ?? ''}
          onChange={(phone) => onChange({ ...value, phone })}
        />
        <TextField
          id="directory-email"
          label={t('directory.email')}
          type="email"
          maxLength={320}
          value={value.email ?? ''}
          onChange={(email) => onChange({ ...value, email })}
        />
      </div>
      <TextArea
        id="directory-address"
        label={t('directory.address')}
        rows={2}
        value={value.address ?? ''}
        onChange={(address) => onChange({ ...value, address })}
      />
      <CheckboxGroup
        id="directory-languages"
        label={t('directory.languages')}
        options={filingLanguages.map((code) => ({ id: code, label: languageName(code) }))}
        value={value.languages}
        onChange={(languages) => onChange({ ...value, languages: languages as Authority['languages'] })}
      />
    </>
  );
}

function AuthorityFields({ value, onChange, tried }: FieldsProps<Authority>) {
  const { t, first } = useTexts();
  return (
    <>
      <Select
        id="directory-role"
        label={t('directory.role')}
        value={value.role}
        onChange={(role) => {
          const next = role as AuthorityRole;
          onChange({
            ...value,
            role: next,
            instruments: next === 'central_authority' ? value.instruments : [],
            networks: next === 'point_of_contact' ? value.networks : [],
            ...(next === 'point_of_contact' && value.public_contact ? { public_contact: [] } : {}),
          });
        }}
        options={authorityRoles.map((role) => ({ id: role, label: t(`authority_role.${role}`) }))}
      />
      <TextField
        id="directory-name"
        label={t('directory.name')}
        hint={t('directory.name.help')}
        isRequired
        maxLength={200}
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
        error={tried && !value.name.trim() ? t('ui.required') : undefined}
      />
      {value.role === 'central_authority' ? (
        <CheckboxGroup
          id="directory-instruments"
          label={t('directory.instruments')}
          hint={t('directory.instruments.help')}
          options={designating.map((code) => ({ id: code, label: first([`instrument.${code}.short`]) }))}
          value={value.instruments}
          onChange={(instruments) => onChange({ ...value, instruments: instruments as Authority['instruments'] })}
        />
      ) : null}
      {value.role === 'point_of_contact' ? (
        <CheckboxGroup
          id="directory-networks"
          label={t('directory.networks')}
          hint={t('directory.networks.help')}
          options={networks.map((code) => ({ id: code, label: t(`network.${code}`) }))}
          value={value.networks}
          onChange={(joined) => onChange({ ...value, networks: joined as Authority['networks'] })}
        />
      ) : null}
      <Reaching value={value} onChange={onChange} />
      {value.role === 'point_of_contact' ? null : (
        <CheckboxGroup
          id="directory-public_contact"
          label={t('directory.public')}
          hint={t('directory.public.help')}
          options={publicContacts.map((what) => ({ id: what, label: t(`directory.${what}`) }))}
          value={value.public_contact ?? []}
          onChange={(told) => onChange({ ...value, public_contact: told as NonNullable<Authority['public_contact']> })}
        />
      )}
      <CheckboxGroup
        id="directory-channels"
        label={t('directory.channels')}
        options={contactChannels.map((channel) => ({ id: channel, label: t(`contact_channel.${channel}`) }))}
        value={value.channels}
        onChange={(channels) => onChange({ ...value, channels: channels as Authority['channels'] })}
      />
      {value.role === 'point_of_contact' ? null : (
        <TextField
          id="directory-hours"
          label={t('directory.hours')}
          maxLength={200}
          size="medium"
          value={value.hours ?? ''}
          onChange={(hours) => onChange({ ...value, hours })}
        />
      )}
      <DateField
        id="directory-valid_from"
        label={t('directory.valid_from')}
        value={value.valid_from}
        onChange={(valid_from) => onChange({ ...value, valid_from })}
      />
    </>
  );
}

function ProviderFields({ value, onChange, tried }: FieldsProps<Provider>) {
  const { t } = useTexts();
  const daysOf = (category: string) => value.retention.find((one) => one.category === category)?.days;
  return (
    <>
      <TextField
        id="directory-name"
        label={t('directory.provider')}
        isRequired
        maxLength={200}
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
        error={tried && !value.name.trim() ? t('ui.required') : undefined}
      />
      <Reaching value={value} onChange={onChange} />
      <CheckboxGroup
        id="directory-accepts"
        label={t('directory.accepts')}
        options={acceptances.map((what) => ({ id: what, label: t(`acceptance.${what}`) }))}
        value={value.accepts}
        onChange={(accepts) => onChange({ ...value, accepts: accepts as Provider['accepts'] })}
      />
      <fieldset id="directory-retention" className="directory-kept">
        <legend className="field-label">{t('directory.retention')}</legend>
        <p className="field-hint">{t('directory.retention.help')}</p>
        <div className="directory-two">
          {dataCategories.map((category) => (
            <TextField
              key={category}
              label={t('directory.retention.days', { category: t(`category.${category}`) })}
              inputMode="numeric"
              size="short"
              value={String(daysOf(category) ?? '')}
              onChange={(text) => {
                const others = value.retention.filter((one) => one.category !== category);
                const days = Number(text);
                if (text !== '' && (!Number.isInteger(days) || days < 0 || days > 36_500)) return;
                onChange({ ...value, retention: text === '' ? others : [...others, { category, days }] });
              }}
            />
          ))}
        </div>
      </fieldset>
      <TextField
        id="directory-source"
        label={t('directory.source')}
        hint={t('directory.source.help')}
        isRequired
        maxLength={300}
        value={value.source}
        onChange={(source) => onChange({ ...value, source })}
        error={tried && !value.source.trim() ? t('ui.required') : undefined}
      />
      <DateField
        id="directory-as_of"
        label={t('directory.as_of')}
        value={value.as_of}
        onChange={(as_of) => onChange({ ...value, as_of })}
      />
    </>
  );
}

export function WithdrawDialog({ entry, onClose }: { entry: EntryView; onClose(): void }) {
  const { t } = useTexts();
  const change = useDirectoryChange();
  const [tried, setTried] = useState(false);
  const { reason, field } = useReason(tried);
  return (
    <Frame
      title={t('directory.withdraw.title', { name: entry.said.name })}
      action={t('directory.withdraw')}
      danger
      change={change}
      onClose={onClose}
      send={() => {
        setTried(true);
        if (reason === '') return null;
        return { path: `/directory/entries/${entry.entry}/withdraw`, seen: entry.version, body: { reason } };
      }}
    >
      {needsCallBack(entry.kind, entry.said, null) ? (
        <p className="directory-note">{t('directory.waits.help')}</p>
      ) : null}
      {field}
    </Frame>
  );
}

interface DecisionProps {
  entry: string;
  version: number;
  onClose(): void;
}

/** The call-back: which number, known before, and who answered it. */
export function ConfirmDialog({ entry, version, onClose }: DecisionProps) {
  const { t } = useTexts();
  const change = useDirectoryChange();
  const [called, setCalled] = useState('');
  const [person, setPerson] = useState('');
  const [tried, setTried] = useState(false);
  const missing = (value: string) => (tried && value.trim() === '' ? t('ui.required') : undefined);
  return (
    <Frame
      title={t('directory.confirm')}
      action={t('directory.confirm.save')}
      change={change}
      onClose={onClose}
      send={() => {
        setTried(true);
        if (called.trim() === '' || person.trim() === '') return null;
        const body = { called: called.trim(), spoken_with: person.trim() };
        return { path: `/directory/entries/${entry}/confirm`, seen: version, body };
      }}
    >
      <p>{t('directory.confirm.text')}</p>
      <TextField
        id="directory-called"
        label={t('directory.called')}
        hint={t('directory.called.help')}
        isRequired
        maxLength={320}
        value={called}
        onChange={setCalled}
        error={missing(called)}
      />
      <TextField
        id="directory-spoken_with"
        label={t('directory.spoken_with')}
        isRequired
        maxLength={200}
        value={person}
        onChange={setPerson}
        error={missing(person)}
      />
    </Frame>
  );
}

export function RefuseDialog({ entry, version, onClose }: DecisionProps) {
  const { t } = useTexts();
  const change = useDirectoryChange();
  const [tried, setTried] = useState(false);
  const { reason, field } = useReason(tried);
  return (
    <Frame
      title={t('directory.refuse')}
      action={t('directory.refuse')}
      danger
      change={change}
      onClose={onClose}
      send={() => {
        setTried(true);
        if (reason === '') return null;
        return { path: `/directory/entries/${entry}/refuse`, seen: version, body: { reason } };
      }}
    >
      <p>{t('directory.refuse.text')}</p>
      {field}
    </Frame>
  );
}
