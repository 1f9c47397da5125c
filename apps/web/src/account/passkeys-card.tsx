import type { Passkey } from '@rogatoria/api/auth/schemas.ts';
import { startRegistration } from '@simplewebauthn/browser';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiProblem, api, Offline } from '../api/client.ts';
import { keys, passkeysQuery, secondFactorQuery } from '../api/queries.ts';
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

/** The devices this account signs in with: added, named, removed. */
export function PasskeysCard() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(passkeysQuery);
  const { data: second } = useQuery(secondFactorQuery);
  const [open, setOpen] = useState<'add' | Passkey | null>(null);
  return (
    <Card title={t('account.passkeys')} className="account-wide">
      <p>{t('account.passkeys.help')}</p>
      {data ? (
        <ul className="account-list">
          {data.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} rename={() => setOpen(passkey)} />
          ))}
        </ul>
      ) : error ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton lines={2} />
      )}
      {'PublicKeyCredential' in globalThis && second ? (
        <Button onPress={() => setOpen('add')}>{t('account.passkey.add')}</Button>
      ) : null}
      {open && second ? (
        <PasskeyDialog
          asksOtp={second.totp}
          onClose={() => setOpen(null)}
          {...(open === 'add' ? {} : { passkey: open })}
        />
      ) : null}
    </Card>
  );
}

function PasskeyRow({ passkey, rename }: { passkey: Passkey; rename(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.delete(`/api/account/passkeys/${passkey.id}`),
    onSettled: () =>
      Promise.all([keys.passkeys, keys.session].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  return (
    <li className="account-item">
      <div>
        <strong>{passkey.name}</strong>
        <br />
        <span className="muted">
          {t('account.passkey.added', { at: passkey.created_at })}
          {passkey.used_at ? `; ${t('account.passkey.used', { at: passkey.used_at })}` : null}
        </span>
      </div>
      <div className="row">
        <Button small aria-label={`${t('account.passkey.rename')}: ${passkey.name}`} onPress={rename}>
          {t('account.passkey.rename')}
        </Button>
        <Button
          small
          variant="danger"
          aria-label={`${t('account.passkey.remove')}: ${passkey.name}`}
          isPending={remove.isPending}
          onPress={() => remove.mutate()}
        >
          {t('account.passkey.remove')}
        </Button>
      </div>
    </li>
  );
}

/** Adds a passkey – name and proof, then the device's own question –, or gives one another name. */
function PasskeyDialog({ passkey, asksOtp, onClose }: { passkey?: Passkey; asksOtp: boolean; onClose(): void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [name, setName] = useState(passkey?.name ?? '');
  const [proof, setProof] = useState(noProof);
  const save = useMutation({
    mutationFn: async () => {
      if (passkey) return api.put(`/api/account/passkeys/${passkey.id}`, { name });
      const optionsJSON = await api.post<Parameters<typeof startRegistration>[0]['optionsJSON']>(
        '/api/account/passkeys/options',
        proofBody(proof, asksOtp),
      );
      return api.post('/api/account/passkeys', { name, credential: await startRegistration({ optionsJSON }) });
    },
    onSuccess: async () => {
      await Promise.all([keys.passkeys, keys.session].map((queryKey) => client.invalidateQueries({ queryKey })));
      onClose();
    },
  });
  const errors = fieldErrors(save.error);
  const stopped = save.error && !(save.error instanceof ApiProblem || save.error instanceof Offline);
  const shown = ['name', 'password', 'otp'].some((field) => errors[field]);
  const form = 'passkey';
  const title = t(passkey ? 'account.passkey.rename' : 'account.passkey.add');
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button
          type="submit"
          form={form}
          variant="primary"
          isPending={save.isPending}
          isDisabled={name.trim() === '' || (!passkey && proof.password === '')}
        >
          {passkey ? t('account.passkey.save') : title}
        </Button>
      }
    >
      <form id={form} className="schema-form" onSubmit={go} noValidate>
        {stopped ? (
          <p className="error-summary" role="alert">
            {t('account.passkey.stopped')}
          </p>
        ) : save.error && !shown ? (
          <ErrorSummary error={save.error} />
        ) : null}
        <TextField
          label={t('account.passkey.name')}
          hint={t('account.passkey.name.help')}
          name="name"
          maxLength={60}
          autoFocus
          value={name}
          onChange={setName}
          error={errors.name}
        />
        {passkey ? null : (
          <>
            <p>{t('account.second.prove')}</p>
            <ProofFields value={proof} onChange={setProof} asksOtp={asksOtp} errors={errors} />
          </>
        )}
      </form>
    </Dialog>
  );
}
