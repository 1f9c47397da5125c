import type { Problem } from '@rogatoria/api/schemas.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { ApiProblem, api, Offline, proveWith } from '../api/client.ts';
import { askPasskey, healthQuery } from '../api/queries.ts';
import { Button, buttonClass, Dialog, ErrorSummary, fieldErrors } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { noProof, ProofFields, proofBody } from './proof-fields.tsx';

interface Asked {
  ways: NonNullable<Problem['ways']>;
  answer(proven: boolean): void;
}

/** Where the API wants to know anew who is there: asks, and lets what was to be done go on, with all that was typed. */
export function Reauthentication() {
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(
    () =>
      proveWith(
        (ways) =>
          new Promise((resolve) => {
            setAsked({
              ways,
              answer: (proven) => {
                setAsked(null);
                resolve(proven);
              },
            });
          }),
      ),
    [],
  );
  return asked ? <ProofDialog {...asked} /> : null;
}

function ProofDialog({ ways, answer }: Asked) {
  const { t } = useTexts();
  const { data: health } = useQuery(healthQuery);
  const [proof, setProof] = useState(noProof);
  const asksOtp = ways.includes('password_and_code');
  const byPassword = asksOtp || ways.includes('password');
  const elsewhere = ways.includes('identity_provider');
  const prove = useMutation({
    mutationFn: async (way: 'password' | 'passkey') =>
      way === 'password'
        ? api.post('/api/session/proof', proofBody(proof, asksOtp))
        : api.post('/api/session/proof/passkey', { credential: await askPasskey() }),
    onSuccess: () => answer(true),
  });
  const errors = fieldErrors(prove.error);
  const stopped = prove.error && !(prove.error instanceof ApiProblem || prove.error instanceof Offline);
  const form = 'reauthentication';
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (!prove.isPending) prove.mutate('password');
  };
  return (
    <Dialog
      title={t('problem.reauthenticate')}
      isOpen
      onOpenChange={(open) => (open ? undefined : answer(false))}
      actions={
        <>
          {byPassword ? (
            <Button
              type="submit"
              form={form}
              variant="primary"
              isPending={prove.isPending}
              isDisabled={proof.password === '' || (asksOtp && proof.otp.trim() === '')}
            >
              {t('account.proof.go')}
            </Button>
          ) : null}
          {elsewhere ? (
            <Button variant="primary" onPress={() => answer(true)}>
              {t('account.proof.done')}
            </Button>
          ) : null}
          {ways.includes('passkey') && 'PublicKeyCredential' in globalThis ? (
            <Button
              variant={byPassword || elsewhere ? 'secondary' : 'primary'}
              isDisabled={prove.isPending}
              onPress={() => prove.mutate('passkey')}
            >
              {t('account.proof.passkey')}
            </Button>
          ) : null}
        </>
      }
    >
      <form id={form} className="schema-form" onSubmit={go} noValidate>
        <p>{t('account.proof.why')}</p>
        {stopped ? (
          <p className="error-summary" role="alert">
            {t('sign_in.passkey.stopped')}
          </p>
        ) : prove.error && !(errors.password || errors.otp) ? (
          <ErrorSummary error={prove.error} idOf={() => undefined} />
        ) : null}
        {elsewhere ? (
          <p>
            <a className={buttonClass('secondary')} href="/api/session/oidc/proof" target="_blank" rel="noreferrer">
              {t('sign_in.identity_provider', { name: health?.identity_provider ?? '' })}
            </a>
          </p>
        ) : null}
        {byPassword ? (
          <ProofFields value={proof} onChange={setProof} asksOtp={asksOtp} errors={errors} focus="password" />
        ) : null}
      </form>
    </Dialog>
  );
}
