import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { ApiProblem, api } from '../api/client.ts';
import { Outside } from '../app/outside.tsx';
import { Button, buttonClass, ErrorSummary, fieldErrors } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { noProof, ProofFields } from './proof-fields.tsx';

/** Where the link of a reset leads. Its token stands in the fragment, and leaves the address bar once it was read. */
export function SecondFactorResetPage() {
  const { t } = useTexts();
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => {
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
  }, []);
  const [proof, setProof] = useState(noProof);
  const reset = useMutation({
    mutationFn: () => api.post('/api/second-factor-reset', { token, password: proof.password }),
  });
  const errors = fieldErrors(reset.error);
  const { error } = reset;
  const dead = token === '' || (error instanceof ApiProblem && (error.status === 404 || 'token' in errors));
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (!reset.isPending) reset.mutate();
  };
  const words = dead ? 'dead' : reset.isSuccess ? 'done' : null;
  return (
    <Outside title={t('account.reset')}>
      {words ? (
        <div className="card invitation-card" role="status">
          <h1>{t(`account.reset.${words}`)}</h1>
          <p>{t(`account.reset.${words}.text`)}</p>
          <Link to="/sign-in" className={buttonClass('primary')}>
            {t('sign_in.title')}
          </Link>
        </div>
      ) : (
        <form className="card invitation-card" onSubmit={go} noValidate>
          <h1>{t('account.reset')}</h1>
          <p>{t('account.reset.text')}</p>
          {error && !errors.password ? <ErrorSummary error={error} idOf={() => undefined} /> : null}
          <ProofFields value={proof} onChange={setProof} asksOtp={false} errors={errors} focus="password" />
          <div className="row">
            <Button type="submit" variant="primary" isPending={reset.isPending} isDisabled={proof.password === ''}>
              {t('account.reset.go')}
            </Button>
          </div>
        </form>
      )}
    </Outside>
  );
}
