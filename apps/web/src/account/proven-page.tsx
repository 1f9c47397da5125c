import { useSearch } from '@tanstack/react-router';
import { Outside } from '../app/outside.tsx';
import { useTexts } from '../texts/index.tsx';

/** Where the identity provider's window ends, after it asked anew who is there: the work goes on in the other one. */
export function ProvenPage() {
  const { t } = useTexts();
  const { problem } = useSearch({ from: '/proven' });
  const words = problem ? 'account.proven.not' : 'account.proven';
  return (
    <Outside title={t(words)}>
      <div className="card invitation-card" role="status">
        <h1>{t(words)}</h1>
        <p>{t(`${words}.text`)}</p>
      </div>
    </Outside>
  );
}
