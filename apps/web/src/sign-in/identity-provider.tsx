import { buttonClass } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** Why a way through the ministry's identity provider ended at this page again. */
export const identityProviderProblems = [
  'identity_provider_away',
  'identity_provider_denied',
  'identity_provider_unknown',
] as const;
export type IdentityProviderProblem = (typeof identityProviderProblems)[number];

/** The way in through the ministry's own identity provider: a plain link, which leaves this page. */
export function IdentityProviderSignIn({ name, to }: { name: string; to: string | undefined }) {
  const { t } = useTexts();
  return (
    <div className="sign-in-identity-provider">
      <a className={buttonClass('primary')} href={`/api/session/oidc${to ? `?${new URLSearchParams({ to })}` : ''}`}>
        {t('sign_in.identity_provider', { name })}
      </a>
      <p className="muted">{t('sign_in.or')}</p>
    </div>
  );
}
