import { type Language, languages } from '@rogatoria/workflows/types.ts';
import { useState } from 'react';
import { useSignOut } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import { useSession } from '../app/session.tsx';
import { applyTheme, currentTheme, type Theme, themes } from '../app/theme.ts';
import { Button, Card, RadioGroup } from '../components/index.ts';
import { Deputies } from '../officers/deputies.tsx';
import { languageNames, useTexts } from '../texts/index.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { DevicesCard } from './devices-card.tsx';
import { MailCard } from './mail-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';

/** Those who read cases. */
const readers: ReadonlySet<string> = new Set(['drafter', 'approver', 'officer', 'duty', 'auditor']);

export function AccountPage() {
  const { t, language, setLanguage, stateName, place, list } = useTexts();
  const { user, second_factor_missing: bound } = useSession();
  const signOut = useSignOut();
  const [theme, setTheme] = useState<Theme>(currentTheme);
  return (
    <Page title={t('account.title')} className="account-page">
      {bound ? (
        <p className="error-summary" role="alert">
          {t('account.second.required')}
        </p>
      ) : null}
      <div className="two-columns">
        <Card>
          <dl className="facts">
            <dt>{t('account.name')}</dt>
            <dd>{user.name}</dd>
            <dt>{t('sign_in.email')}</dt>
            <dd>{user.email}</dd>
            <dt>{t('account.participant')}</dt>
            <dd>{stateName(user.participant)}</dd>
            <dt>{t('account.roles')}</dt>
            <dd>{list(user.roles.map((role) => t(`role.${role}`)))}</dd>
            <dt>{t('account.zone')}</dt>
            <dd>{place(user.zone)}</dd>
          </dl>
          <Button onPress={() => signOut.mutate('here')} isPending={signOut.isPending}>
            {t('shell.sign_out')}
          </Button>
        </Card>
        <Card>
          <div className="schema-form">
            <RadioGroup
              label={t('shell.language')}
              hint={t('account.language.help')}
              value={language}
              onChange={(next) => setLanguage(next as Language)}
              options={languages.map((one) => ({ id: one, label: languageNames[one] }))}
            />
            <RadioGroup
              label={t('shell.theme')}
              hint={t('account.theme.help')}
              value={theme}
              onChange={(next) => {
                applyTheme(next as Theme);
                setTheme(next as Theme);
              }}
              options={themes.map((one) => ({ id: one, label: t(`shell.theme.${one}`) }))}
            />
          </div>
        </Card>
        <PasswordCard />
        <SecondFactorCard />
        <PasskeysCard />
        <SessionsCard />
        {bound ? null : <MailCard />}
        {user.roles.includes('duty') && !bound ? <DevicesCard /> : null}
        {user.roles.some((role) => readers.has(role)) && !bound ? <CalendarCard /> : null}
        {bound ? null : <Deputies />}
      </div>
    </Page>
  );
}
