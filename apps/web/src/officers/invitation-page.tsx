import type { InvitedView } from '@rogatoria/api/officers/schemas.ts';
import { isPowerful } from '@rogatoria/workflows/offices.ts';
import { type Language, languages } from '@rogatoria/workflows/types.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { ApiProblem } from '../api/client.ts';
import { Outside } from '../app/outside.tsx';
import {
  Button,
  buttonClass,
  ErrorSummary,
  fieldErrors,
  LoadError,
  Select,
  Skeleton,
  TextField,
} from '../components/index.ts';
import { languageNames, useTexts } from '../texts/index.tsx';
import { invitedQuery, useAcceptInvitation } from './queries.ts';

const shortest = 12;

/** Where an invitation's link leads. Its token stands in the fragment, and leaves the address bar once it was read. */
export function InvitationPage() {
  const { t } = useTexts();
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => {
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
  }, []);
  const { data, error, refetch } = useQuery({ ...invitedQuery(token), enabled: token !== '' });
  const dead = token === '' || (error instanceof ApiProblem && (error.status === 404 || error.status === 422));
  return (
    <Outside title={t('invitation.title')}>
      {dead ? (
        <div className="card invitation-card">
          <h1>{t('invitation.dead')}</h1>
          <p>{t('invitation.dead.text')}</p>
          <Link to="/sign-in" className={buttonClass()}>
            {t('sign_in.title')}
          </Link>
        </div>
      ) : error ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : data ? (
        <Acceptance token={token} invited={data} />
      ) : (
        <Skeleton lines={6} />
      )}
    </Outside>
  );
}

function Acceptance({ token, invited }: { token: string; invited: InvitedView }) {
  const { t, list, language: shown, setLanguage } = useTexts();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [chosen, setChosen] = useState<Language>(invited.language);
  const [tried, setTried] = useState(false);
  const accept = useAcceptInvitation();
  // the mail's language until another is chosen
  useEffect(() => {
    if (shown !== chosen) setLanguage(chosen);
  }, [shown, chosen, setLanguage]);
  if (accept.isSuccess)
    return (
      <div className="card invitation-card" role="status">
        <h1>{t('invitation.done')}</h1>
        <p>{t('invitation.done.text', { email: invited.email })}</p>
        <Link to="/sign-in" className={buttonClass('primary')}>
          {t('sign_in.title')}
        </Link>
      </div>
    );
  const refused = fieldErrors(accept.error);
  const go = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || password.length < shortest) return;
    accept.mutate({ token, name: name.trim(), language: chosen, password });
  };
  return (
    <form className="card invitation-card" onSubmit={go} noValidate>
      <h1>{t('invitation.title')}</h1>
      <p>
        {t('invitation.lead', {
          authority: invited.authority,
          roles: list(invited.roles.map((role) => t(`role.${role}`))),
        })}
      </p>
      {invited.roles.some(isPowerful) ? <p className="muted">{t('invitation.confirm_later')}</p> : null}
      <ErrorSummary
        error={accept.error}
        idOf={({ field }) => (field === 'token' ? undefined : `invitation-${field}`)}
      />
      <Select
        label={t('shell.language')}
        value={chosen}
        onChange={(next) => setChosen(next as Language)}
        options={languages.map((one) => ({ id: one, label: languageNames[one] }))}
      />
      <TextField
        id="invitation-name"
        label={t('invitation.name')}
        hint={t('invitation.name.help')}
        autoComplete="name"
        maxLength={200}
        value={name}
        onChange={setName}
        isRequired
        error={refused.name ?? (tried && name.trim() === '' ? t('ui.required') : undefined)}
      />
      {/* for password managers: whose password this is */}
      <input type="email" autoComplete="username" value={invited.email} readOnly hidden />
      <TextField
        id="invitation-password"
        label={t('invitation.password')}
        hint={t('invitation.password.help')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        isRequired
        error={refused.password ?? (tried && password.length < shortest ? t('invitation.password.short') : undefined)}
      />
      <div className="row">
        <Button type="submit" variant="primary" isPending={accept.isPending}>
          {t('invitation.accept')}
        </Button>
      </div>
    </form>
  );
}
