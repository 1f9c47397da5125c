import type { RecoveryCodes, SecondFactor } from '@rogatoria/api/auth/schemas.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { encode } from 'uqr';
import { api } from '../api/client.ts';
import { keys, secondFactorQuery } from '../api/queries.ts';
import { useSession } from '../app/session.tsx';
import {
  Button,
  Card,
  Dialog,
  ErrorSummary,
  fieldErrors,
  LoadError,
  Skeleton,
  TextField,
} from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { noProof, ProofFields, proofBody } from './proof-fields.tsx';

type Act = 'set_up' | 'replace' | 'new_codes' | 'remove';
interface Started {
  secret: string;
  uri: string;
}

/** The authenticator: set up, moved to another telephone, taken away; and its recovery codes. */
export function SecondFactorCard() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(secondFactorQuery);
  const [act, setAct] = useState<Act | null>(null);
  const button = (one: Act, primary = false) => (
    <Button key={one} variant={primary ? 'primary' : 'secondary'} onPress={() => setAct(one)}>
      {t(`account.second.${one}`)}
    </Button>
  );
  return (
    <Card title={t('account.second')}>
      {data ? (
        <>
          <p>{t(data.totp ? 'account.second.on' : 'account.second.off')}</p>
          {data.totp ? <p>{t('account.second.codes_left', { count: data.recovery_codes })}</p> : null}
          <div className="row account-buttons">
            {data.totp ? [button('new_codes'), button('replace'), button('remove')] : button('set_up', true)}
          </div>
        </>
      ) : error ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton lines={3} />
      )}
      {act && data ? <SecondFactorDialog act={act} now={data} onClose={() => setAct(null)} /> : null}
    </Card>
  );
}

/** Proof, then – for a new authenticator – QR code and first code, then the recovery codes, once. */
function SecondFactorDialog({ act, now, onClose }: { act: Act; now: SecondFactor; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [proof, setProof] = useState(noProof);
  const [code, setCode] = useState('');
  const [started, setStarted] = useState<Started | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  // the dialog stays what it was opened for, also when the account has changed under it
  const [asksOtp] = useState(now.totp);
  const proofs = proofBody(proof, asksOtp);
  const step = useMutation({
    mutationFn: async () => {
      const base = '/api/account/second-factor';
      if (started)
        setCodes((await api.post<RecoveryCodes>(`${base}/totp/confirm`, { code: code.trim() })).recovery_codes);
      else if (act === 'new_codes')
        setCodes((await api.post<RecoveryCodes>(`${base}/recovery-codes`, proofs)).recovery_codes);
      else if (act === 'remove') await api.post(`${base}/totp/remove`, proofs);
      else return setStarted(await api.post<Started>(`${base}/totp`, proofs));
      await Promise.all(
        [keys.secondFactor, keys.sessions, keys.session].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      if (act === 'remove') onClose();
    },
  });
  const errors = fieldErrors(step.error);
  const form = 'second-factor';
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (!step.isPending) step.mutate();
  };
  return (
    <Dialog
      title={t(codes ? 'account.second.codes' : `account.second.${act}`)}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      noCancel={codes !== null}
      actions={
        codes ? (
          <Button variant="primary" onPress={onClose}>
            {t('account.second.kept')}
          </Button>
        ) : (
          <Button
            type="submit"
            form={form}
            variant={act === 'remove' ? 'danger' : 'primary'}
            isPending={step.isPending}
            isDisabled={started ? code.trim() === '' : proof.password === ''}
          >
            {t(
              started
                ? 'account.second.confirm'
                : act === 'remove' || act === 'new_codes'
                  ? `account.second.${act}`
                  : 'account.second.next',
            )}
          </Button>
        )
      }
    >
      {codes ? (
        <Codes codes={codes} />
      ) : (
        <form id={form} className="schema-form" onSubmit={go} noValidate>
          {step.error && Object.keys(errors).length === 0 ? <ErrorSummary error={step.error} /> : null}
          {started ? (
            <>
              <p>{t('account.second.scan')}</p>
              <QrCode text={started.uri} />
              <p className="muted">
                {t('account.second.type')}
                <br />
                <code className="account-key">{started.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
              </p>
              <TextField
                key="code"
                label={t('account.second.code')}
                name="code"
                autoComplete="one-time-code"
                inputMode="numeric"
                maxLength={8}
                size="short"
                autoFocus
                value={code}
                onChange={setCode}
                error={errors.code}
              />
            </>
          ) : (
            <>
              <p>{t('account.second.prove')}</p>
              <ProofFields value={proof} onChange={setProof} asksOtp={asksOtp} errors={errors} focus="password" />
            </>
          )}
        </form>
      )}
    </Dialog>
  );
}

/** Dark on light in any theme: cameras expect it so. */
function QrCode({ text }: { text: string }) {
  const { t } = useTexts();
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className="account-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('account.second.qr')}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function Codes({ codes }: { codes: string[] }) {
  const { t } = useTexts();
  const { user } = useSession();
  const save = () => {
    const text = ['Rogatoria', user.email, '', ...codes, '', t('account.second.codes.help'), ''].join('\r\n');
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${t('account.second.file')}.txt`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <>
      <p>{t('account.second.codes.help')}</p>
      <ul className="account-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button onPress={save}>{t('account.second.download')}</Button>
    </>
  );
}
