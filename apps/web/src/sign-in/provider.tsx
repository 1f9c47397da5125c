import { buttonClass } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** Why a way through the ministry's identity provider ended at this page again. */
export const providerProblems = ['provider_away', 'provider_denied', 'provider_unknown'] as const;
export type ProviderProblem = (typeof providerProblems)[number];

/** The way in through the ministry's own identity provider: a plain link, which leaves this page. */
export function ProviderSignIn({ name, to }: { name: string; to: string | undefined }) {
  const { t } = useTexts();
  return (
    <div className="sign-in-provider">
      <a className={buttonClass('primary')} href={`/api/session/oidc${to ? `?${new URLSearchParams({ to })}` : ''}`}>
        {t('sign_in.provider', { name })}
      </a>
      <p className="muted">{t('sign_in.or')}</p>
    </div>
  );
}
