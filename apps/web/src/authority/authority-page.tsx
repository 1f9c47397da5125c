import { Link } from '@tanstack/react-router';
import { Page } from '../app/page.tsx';
import { useTexts } from '../texts/index.tsx';
import { usePlaces } from './places.ts';
import './authority.css';

/** The doors to what an authority tends beside its files, each with what lies behind it. */
export function AuthorityPage() {
  const { t } = useTexts();
  return (
    <Page className="authority" title={t('shell.authority')} lead={t('authority.lead')}>
      <ul className="authority-places">
        {usePlaces().map(({ to, title, text }) => (
          <li key={to}>
            <Link to={to} className="authority-place">
              <strong>{t(title)}</strong>
              <span>{t(text)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
