import { Link, useRouter } from '@tanstack/react-router';
import { Button, buttonClass, errorText } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { Page } from './page.tsx';

/** What is shown when a page breaks: what happened, in the reader's language, and two ways on. */
export function ErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useTexts();
  const router = useRouter();
  return (
    <Page title={t('error.title')} lead={errorText(error, t)}>
      <div className="row">
        <Button
          variant="primary"
          onPress={() => {
            reset?.();
            void router.invalidate();
          }}
        >
          {t('error.again')}
        </Button>
        <Link to="/" className={buttonClass('secondary')}>
          {t('error.home')}
        </Link>
      </div>
    </Page>
  );
}

export function NotFoundPage() {
  const { t } = useTexts();
  return (
    <Page title={t('error.not_found.title')} lead={t('error.not_found')}>
      <Link to="/" className={buttonClass('secondary')}>
        {t('error.home')}
      </Link>
    </Page>
  );
}
