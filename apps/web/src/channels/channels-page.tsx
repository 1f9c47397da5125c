import { Page } from '../app/page.tsx';
import { useTexts } from '../texts/index.tsx';
import { Undelivered } from './undelivered.tsx';
import { Webhooks } from './webhooks.tsx';

/** For administrators: what reached nobody, and the systems that are told. */
export function ChannelsPage() {
  const { t } = useTexts();
  return (
    <Page className="channels" title={t('shell.channels')} lead={t('channels.lead')}>
      <Undelivered />
      <Webhooks />
    </Page>
  );
}
