import type { ServiceAccountView } from '@rogatoria/api/officers/service-account-views.ts';
import { scopes as allScopes, overlapHours, type Scope, tokenDays } from '@rogatoria/workflows/scopes.ts';
import { useState } from 'react';
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
import { useTexts } from '../texts/index.tsx';
import { useDecide, useIssue } from './queries.ts';

const suggested = '90';

function Validity({ value, onChange }: { value: string; onChange(days: string): void }) {
  const { t } = useTexts();
  return (
    <Select
      label={t('services.days')}
      value={value}
      onChange={onChange}
      options={tokenDays.map((days) => ({ id: String(days), label: t('services.days.n', { days }) }))}
    />
  );
}

/** The token, this once. Nothing but its own button closes the dialog. */
function Shown({ token, alone, onClose }: { token: string; alone: boolean; onClose(): void }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  return (
    <Dialog
      title={t('services.token')}
      isOpen
      onOpenChange={onClose}
      noCancel
      actions={
        <>
          <Button onPress={() => void navigator.clipboard.writeText(token).then(() => setCopied(true))}>
            {t(copied ? 'services.token.copied' : 'services.token.copy')}
          </Button>
          <Button variant="primary" onPress={onClose}>
            {t('services.token.done')}
          </Button>
        </>
      }
    >
      <div className="schema-form">
        <p>{t('services.token.once')}</p>
        <code className="calendar-url">{token}</code>
        <p className="muted">{t(alone ? 'services.token.in_force' : 'services.token.waits')}</p>
      </div>
    </Dialog>
  );
}

export function CreateDialog({ alone, onClose }: { alone: boolean; onClose(): void }) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState('');
  const [scopes, setScopes] = useState<Scope[]>([]);
  const [days, setDays] = useState(suggested);
  const [tried, setTried] = useState(false);
  const issue = useIssue();
  const refused = fieldErrors(issue.error);
  if (issue.data) return <Shown token={issue.data.token} alone={alone} onClose={onClose} />;
  const missing = (empty: boolean) => (tried && empty ? t('ui.required') : undefined);
  const send = () => {
    setTried(true);
    if (name.trim() !== '' && purpose.trim() !== '' && scopes.length > 0)
      issue.mutate({ name: name.trim(), purpose: purpose.trim(), scopes, days: Number(days) });
  };
  return (
    <Dialog
      title={t('services.create.title')}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={issue.isPending} onPress={send}>
          {t('services.issue')}
        </Button>
      }
    >
      <div className="schema-form">
        <ErrorSummary error={issue.error} idOf={({ field }) => `service-${field}`} />
        <TextField
          id="service-name"
          label={t('services.name')}
          hint={t('services.name.help')}
          maxLength={80}
          autoComplete="off"
          value={name}
          onChange={setName}
          isRequired
          error={refused.name ?? missing(name.trim() === '')}
        />
        <TextArea
          id="service-purpose"
          label={t('services.purpose')}
          hint={t('services.purpose.help')}
          rows={2}
          value={purpose}
          onChange={setPurpose}
          isRequired
          error={refused.purpose ?? missing(purpose.trim() === '')}
        />
        <CheckboxGroup
          id="service-scopes"
          label={t('services.scopes')}
          value={scopes}
          onChange={(chosen) => setScopes(chosen as Scope[])}
          options={allScopes.map((scope) => ({ id: scope, label: t(`scope.${scope}`), hint: scope }))}
          error={missing(scopes.length === 0)}
        />
        <Validity value={days} onChange={setDays} />
        <p className="muted">{t(alone ? 'services.alone' : 'services.four_eyes')}</p>
      </div>
    </Dialog>
  );
}

export function RenewDialog({
  service,
  alone,
  onClose,
}: {
  service: ServiceAccountView;
  alone: boolean;
  onClose(): void;
}) {
  const { t } = useTexts();
  const [days, setDays] = useState(suggested);
  const issue = useIssue(service.id);
  if (issue.data) return <Shown token={issue.data.token} alone={alone} onClose={onClose} />;
  return (
    <Dialog
      title={t('services.renew.title', { name: service.name })}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={issue.isPending} onPress={() => issue.mutate({ days: Number(days) })}>
          {t('services.issue')}
        </Button>
      }
    >
      <div className="schema-form">
        <ErrorSummary error={issue.error} idOf={() => undefined} />
        <p>{t('services.renew.explain', { hours: overlapHours })}</p>
        <Validity value={days} onChange={setDays} />
        <p className="muted">{t(alone ? 'services.alone' : 'services.four_eyes')}</p>
      </div>
    </Dialog>
  );
}

export function RevokeDialog({ service: { id, name }, onClose }: { service: ServiceAccountView; onClose(): void }) {
  const { t } = useTexts();
  const decide = useDecide();
  return (
    <Dialog
      title={t('services.revoke.title', { name })}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button
          variant="danger"
          isPending={decide.isPending}
          onPress={() => decide.mutate({ id, word: 'revoke' }, { onSuccess: onClose })}
        >
          {t('services.revoke')}
        </Button>
      }
    >
      <div className="schema-form">
        <p>{t('services.revoke.explain')}</p>
        <ErrorSummary error={decide.error} idOf={() => undefined} />
      </div>
    </Dialog>
  );
}
