import { useSearch } from '@tanstack/react-router';
import { useTexts } from '../texts/index.tsx';

/** Where the identity provider's window ends, after it asked anew who is there: the work goes on in the other one. */
export function ProvenPage() {
  const { t } = useTexts();
  const { problem } = useSearch({ from: '/proven' });
  return (
    <main className="invitation-main">
      <title>{`${t('problem.reauthenticate')} · Rogatoria`}</title>
      <section className="card">
        <h1>{t(problem ? 'account.proven.not' : 'account.proven')}</h1>
        <p>{t(problem ? 'account.proven.not.text' : 'account.proven.text')}</p>
      </section>
    </main>
  );
}
