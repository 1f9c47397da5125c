import { type FormEvent, useState } from 'react';
import { useChangePassword } from '../api/queries.ts';
import { Button, Card, ErrorSummary, fieldErrors, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** Changes the password. What is refused stands under its field. */
export function PasswordCard() {
  const { t } = useTexts();
  const change = useChangePassword();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const errors = fieldErrors(change.error);
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending) return;
    change.mutate(
      { current, password },
      {
        onSuccess: () => {
          setCurrent('');
          setPassword('');
        },
      },
    );
  };
  return (
    <Card title={t('account.password')}>
      <form className="schema-form" onSubmit={go} noValidate>
        {change.error && Object.keys(errors).length === 0 ? <ErrorSummary error={change.error} /> : null}
        <TextField
          label={t('account.password.current')}
          name="current"
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={errors.current}
        />
        <TextField
          label={t('account.password.new')}
          hint={t('account.password.help')}
          name="password"
          type="password"
          autoComplete="new-password"
          maxLength={200}
          value={password}
          onChange={setPassword}
          error={errors.password}
        />
        {change.isSuccess ? <p role="status">{t('account.password.changed')}</p> : null}
        <div className="row">
          <Button type="submit" isPending={change.isPending} isDisabled={current === '' || password === ''}>
            {t('account.password.change')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
