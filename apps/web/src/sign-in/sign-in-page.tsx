import { roles as allRoles, type Language, languages } from '@rogatoria/workflows/types.ts';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { noProof, ProofFields, proofBody } from '../account/proof-fields.tsx';
import { ApiProblem, Offline } from '../api/client.ts';
import { healthQuery, useSetLanguage, useSignIn } from '../api/queries.ts';
import { safePlace } from '../app/place.ts';
import { Button, errorText, TextField } from '../components/index.ts';
import { languageNames, useTexts } from '../texts/index.tsx';
import { IdentityProviderSignIn } from './identity-provider.tsx';

const demoStates = ['BRA', 'CHL', 'USA', 'HTI'] as const;
const demoRoles = allRoles.filter((role) => role !== 'desk' && role !== 'editor');
const demoPassword = 'demo-only-password';

export function SignInPage() {
  const { t, language, setLanguage } = useTexts();
  const router = useRouter();
  const { to, problem } = useSearch({ from: '/sign-in' });
  const { data: health } = useQuery(healthQuery);
  const signIn = useSignIn();
  const remember = useSetLanguage();
  const [chosen, setChosen] = useState<Language | null>(null);
  const [email, setEmail] = useState('');
  const [proof, setProof] = useState(noProof);
  const [missing, setMissing] = useState(false);
  const submit = useRef<HTMLButtonElement>(null);

  const refused = signIn.error instanceof ApiProblem && signIn.error.code === 'bad_credentials';
  const wantsOtp = proof.otp !== '' || (signIn.error instanceof ApiProblem && /otp/.test(signIn.error.code));
  // what is neither the server's word nor a lost line came from the device, which was asked for a passkey
  const stopped =
    signIn.variables === 'passkey' &&
    signIn.error &&
    !(signIn.error instanceof ApiProblem || signIn.error instanceof Offline);
  const message = missing
    ? t('sign_in.missing')
    : refused && !wantsOtp
      ? t('sign_in.wrong')
      : stopped
        ? t('sign_in.passkey.stopped')
        : signIn.error
          ? errorText(signIn.error, t)
          : problem && health?.identity_provider
            ? t(`sign_in.problem.${problem}`, { name: health.identity_provider })
            : undefined;

  const onSuccess = () => {
    // a language chosen here is meant; the account remembers it from now on
    if (chosen) remember.mutate(chosen);
    router.history.push(safePlace(to));
  };
  const go = (event: FormEvent) => {
    event.preventDefault();
    const empty = email.trim() === '' || proof.password === '';
    setMissing(empty);
    if (empty) return;
    signIn.mutate({ email: email.trim(), ...proofBody(proof, proof.otp.trim() !== '') }, { onSuccess });
  };
  const fill = (address: string) => {
    setEmail(address);
    setProof({ ...proof, password: demoPassword });
    setMissing(false);
    signIn.reset();
    submit.current?.focus();
  };

  return (
    <div className="sign-in">
      <title>{`${t('sign_in.title')} · Rogatoria`}</title>
      <header className="sign-in-head">
        <p className="sign-in-brand">Rogatoria</p>
        <fieldset className="languages">
          <legend className="hidden-visually">{t('shell.language')}</legend>
          {languages.map((one: Language) => (
            <button
              key={one}
              type="button"
              lang={one}
              aria-pressed={one === language}
              className="language"
              onClick={() => {
                setChosen(one);
                setLanguage(one);
              }}
            >
              {languageNames[one]}
            </button>
          ))}
        </fieldset>
      </header>
      <main className={health?.demo ? 'sign-in-main sign-in-demo' : 'sign-in-main'}>
        <div className="sign-in-lead">
          <p className="sign-in-tagline">{t('app.tagline')}</p>
          <p>{t('sign_in.lead')}</p>
          <a className="sign-in-portal" href={`/portal/${language}`}>
            {t('sign_in.portal')}
          </a>
          <svg className="sign-in-lanes" viewBox="0 0 420 132" aria-hidden="true">
            <rect className="lane-us" x="0" y="6" width="420" height="48" rx="10" />
            <rect className="lane-them" x="0" y="78" width="420" height="48" rx="10" />
            <path className="lane-line" d="M40 30H150L210 102H300L360 30" />
            <path className="lane-possible" d="M360 30h44" />
            <circle className="lane-done" cx="40" cy="30" r="7" />
            <circle className="lane-done" cx="150" cy="30" r="7" />
            <circle className="lane-done" cx="210" cy="102" r="7" />
            <circle className="lane-done" cx="300" cy="102" r="7" />
            <circle className="lane-ring" cx="360" cy="30" r="13" />
            <circle className="lane-now" cx="360" cy="30" r="8" />
          </svg>
        </div>
        <form className="card sign-in-form" onSubmit={go} noValidate>
          <h1>{t('sign_in.title')}</h1>
          {to && !message ? <p className="muted">{t('sign_in.expired')}</p> : null}
          {message ? (
            <p className="error-summary" role="alert">
              {message}
            </p>
          ) : null}
          {health?.identity_provider ? <IdentityProviderSignIn name={health.identity_provider} to={to} /> : null}
          <TextField
            label={t('sign_in.email')}
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            value={email}
            onChange={setEmail}
          />
          <ProofFields value={proof} onChange={setProof} asksOtp={wantsOtp} focus="otp" />
          <div className="row">
            <Button
              type="submit"
              variant={health?.identity_provider ? 'secondary' : 'primary'}
              isPending={signIn.isPending}
              ref={submit}
            >
              {t('sign_in.submit')}
            </Button>
            {'PublicKeyCredential' in globalThis ? (
              <Button
                isDisabled={signIn.isPending}
                onPress={() => {
                  setMissing(false);
                  signIn.mutate('passkey', { onSuccess });
                }}
              >
                {t('sign_in.passkey')}
              </Button>
            ) : null}
          </div>
        </form>
        {health?.demo ? <DemoAccounts fill={fill} chosen={email} /> : null}
      </main>
    </div>
  );
}

function DemoAccounts({ fill, chosen }: { fill: (email: string) => void; chosen: string }) {
  const { t, stateName } = useTexts();
  const groups = [
    ...demoStates.map((state) => ({ state, roles: demoRoles })),
    { state: 'OAS', roles: ['desk', 'editor'] as const },
  ];
  return (
    <section className="demo-accounts" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t('sign_in.demo')}</h2>
      <p className="muted">{t('sign_in.demo.help')}</p>
      <div className="demo-groups">
        {groups.map(({ state, roles }) => (
          <div key={state} className="demo-group">
            <h3>{stateName(state)}</h3>
            <div className="demo-roles">
              {roles.map((role) => {
                const email = `${role}.${state.toLowerCase()}@demo.test`;
                return (
                  <button
                    key={role}
                    type="button"
                    className="demo-role"
                    aria-pressed={email === chosen}
                    onClick={() => fill(email)}
                  >
                    {t(`role.${role}`)}
                  </button>
                );
              })}
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}
