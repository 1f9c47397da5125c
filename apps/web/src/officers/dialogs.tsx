import type { OfficerView } from '@rogatoria/api/officers/schemas.ts';
import { isPowerful, rolesIn } from '@rogatoria/workflows/offices.ts';
import { type Language, languages, type Role } from '@rogatoria/workflows/types.ts';
import { useState } from 'react';
import { useSession } from '../app/session.tsx';
import {
  Button,
  CheckboxGroup,
  Dialog,
  ErrorSummary,
  fieldErrors,
  Select,
  TextArea,
  TextField,
} from '../components/index.ts';
import { languageNames, useTexts } from '../texts/index.tsx';
import { useOfficerChange } from './queries.ts';

interface RoleChoiceProps {
  value: readonly Role[];
  onChange(roles: Role[]): void;
  /** no second administrator: powerful roles take effect at once */
  alone: boolean;
  error?: string | undefined;
}

/** The roles of this participant; each powerful one says what it waits for. */
function RoleChoice({ value, onChange, alone, error }: RoleChoiceProps) {
  const { t } = useTexts();
  const { user } = useSession();
  return (
    <CheckboxGroup
      id="officers-roles"
      label={t('officers.roles')}
      value={value}
      onChange={(chosen) => onChange(chosen as Role[])}
      error={error}
      options={rolesIn(user.participant).map((role) => ({
        id: role,
        label: t(`role.${role}`),
        ...(isPowerful(role) ? { hint: t(alone ? 'officers.roles.powerful.alone' : 'officers.roles.powerful') } : {}),
      }))}
    />
  );
}

export function InviteDialog({ alone, onClose }: { alone: boolean; onClose(): void }) {
  const { t, language: ours } = useTexts();
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [language, setLanguage] = useState<Language>(ours);
  const [tried, setTried] = useState(false);
  const change = useOfficerChange();
  const refused = fieldErrors(change.error);
  const send = async () => {
    setTried(true);
    if (email.trim() === '' || roles.length === 0) return;
    await change.mutateAsync({ path: '/officers/invitations', body: { email: email.trim(), roles, language } });
    onClose();
  };
  return (
    <Dialog
      title={t('officers.invite.title')}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={change.isPending} onPress={() => void send().catch(() => {})}>
          {t('officers.invite.do')}
        </Button>
      }
    >
      <div className="schema-form">
        <p>{t('officers.invite.explain')}</p>
        <ErrorSummary error={change.error} idOf={({ field }) => `officers-${field}`} />
        <TextField
          id="officers-email"
          label={t('sign_in.email')}
          type="email"
          inputMode="email"
          autoComplete="off"
          value={email}
          onChange={setEmail}
          isRequired
          error={refused.email ?? (tried && email.trim() === '' ? t('ui.required') : undefined)}
        />
        <RoleChoice
          value={roles}
          onChange={setRoles}
          alone={alone}
          error={refused.roles ?? (tried && roles.length === 0 ? t('officers.roles.none') : undefined)}
        />
        <Select
          label={t('officers.invite.language')}
          value={language}
          onChange={(next) => setLanguage(next as Language)}
          options={languages.map((one) => ({ id: one, label: languageNames[one] }))}
        />
      </div>
    </Dialog>
  );
}

export function RolesDialog({ officer, alone, onClose }: { officer: OfficerView; alone: boolean; onClose(): void }) {
  const { t } = useTexts();
  const before: Role[] = [...officer.roles, ...officer.proposals.map(({ role }) => role)];
  const [roles, setRoles] = useState<Role[]>(before);
  const change = useOfficerChange();
  const save = async () => {
    const give = roles.filter((role) => !before.includes(role));
    const take = before.filter((role) => !roles.includes(role));
    if (give.length + take.length > 0)
      await change.mutateAsync({ path: `/officers/${officer.id}/roles`, body: { give, take } });
    onClose();
  };
  return (
    <Dialog
      title={t('officers.roles.of', { name: officer.name })}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={change.isPending} onPress={() => void save().catch(() => {})}>
          {t('officers.roles.save')}
        </Button>
      }
    >
      <div className="schema-form">
        <ErrorSummary error={change.error} idOf={() => 'officers-roles'} />
        <RoleChoice value={roles} onChange={setRoles} alone={alone} />
      </div>
    </Dialog>
  );
}

/** Proposes to reset a lost second factor: what will happen, and what to make sure of first. */
export function ResetDialog({ officer, alone, onClose }: { officer: OfficerView; alone: boolean; onClose(): void }) {
  const { t } = useTexts();
  const change = useOfficerChange();
  const send = async () => {
    await change.mutateAsync({ path: `/officers/${officer.id}/second-factor/reset` });
    onClose();
  };
  return (
    <Dialog
      title={t('officers.reset.title', { name: officer.name })}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={change.isPending} onPress={() => void send().catch(() => {})}>
          {t(alone ? 'officers.reset.do.alone' : 'officers.reset.do')}
        </Button>
      }
    >
      <div className="schema-form">
        <p>{t('officers.reset.sure')}</p>
        <p>{t(alone ? 'officers.reset.explain.alone' : 'officers.reset.explain')}</p>
        <ErrorSummary error={change.error} idOf={() => undefined} />
      </div>
    </Dialog>
  );
}

export function DeactivateDialog({ officer, onClose }: { officer: OfficerView; onClose(): void }) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const change = useOfficerChange();
  const send = async () => {
    setTried(true);
    if (reason.trim() === '') return;
    await change.mutateAsync({ path: `/officers/${officer.id}/deactivate`, body: { reason } });
    onClose();
  };
  return (
    <Dialog
      title={t('officers.deactivate.of', { name: officer.name })}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="danger" isPending={change.isPending} onPress={() => void send().catch(() => {})}>
          {t('officers.deactivate')}
        </Button>
      }
    >
      <div className="schema-form">
        <p>{t('officers.deactivate.explain')}</p>
        <ErrorSummary error={change.error} idOf={() => 'officers-reason'} />
        <TextArea
          id="officers-reason"
          label={t('officers.reason')}
          hint={t('officers.reason.help')}
          rows={2}
          value={reason}
          onChange={setReason}
          isRequired
          error={tried && reason.trim() === '' ? t('ui.required') : undefined}
        />
      </div>
    </Dialog>
  );
}
