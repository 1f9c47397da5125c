import type { NotificationView } from '@rogatoria/api/notifications/schemas.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { notificationsQuery, useReadNotification } from '../api/queries.ts';
import { Page } from '../app/page.tsx';
import { useSession } from '../app/session.tsx';
import { Button, EmptyState, LoadError, Pill, Skeleton } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

export function NotificationsPage() {
  const { t } = useTexts();
  const { unread } = useSession();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(notificationsQuery);
  const read = useReadNotification();
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <Page
      title={t('notifications.title')}
      actions={
        unread > 0 ? (
          <Button isPending={read.isPending} onPress={() => read.mutate('all')}>
            {t('notifications.read_all')}
          </Button>
        ) : null
      }
    >
      {error && !items ? (
        <LoadError error={error} retry={() => void refetch()} />
      ) : !items ? (
        <Skeleton lines={8} />
      ) : items.length === 0 ? (
        <EmptyState title={t('notifications.none')}>{t('notifications.none.text')}</EmptyState>
      ) : (
        <>
          <ol className="card notices">
            {items.map((notice) => (
              <Notice key={notice.id} notice={notice} read={() => read.mutate(notice.id)} />
            ))}
          </ol>
          {hasNextPage ? (
            <div className="list-more">
              <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
                {t('ui.more')}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Page>
  );
}

function Notice({ notice, read }: { notice: NotificationView; read: () => void }) {
  const { t, dateTime } = useTexts();
  const { text, at, urgent, case_id, reference, read_at, mail } = notice;
  const isNew = read_at === null;
  const words = t(text);
  return (
    <li className={isNew ? 'notice notice-new' : 'notice'}>
      <span className="notice-mark">
        {urgent ? (
          <Pill tone="late">{t('notifications.urgent')}</Pill>
        ) : isNew ? (
          <Pill>{t('notifications.unread')}</Pill>
        ) : null}
      </span>
      <div className="notice-text">
        {case_id ? (
          <Link to="/cases/$id" params={{ id: case_id }} onClick={isNew ? read : undefined}>
            {words}
          </Link>
        ) : /^notice\.(?:directory_|test_call)/.test(text.key) ? (
          <Link to="/directory" onClick={isNew ? read : undefined}>
            {words}
          </Link>
        ) : text.key === 'notice.undelivered' ? (
          <Link to="/channels" onClick={isNew ? read : undefined}>
            {words}
          </Link>
        ) : text.key === 'notice.meeting_ahead' ? (
          <Link to="/recommendations" onClick={isNew ? read : undefined}>
            {words}
          </Link>
        ) : (
          <span>{words}</span>
        )}
        <span className="muted">
          {[
            dateTime(at),
            reference && words.includes(reference) ? null : reference,
            mail === 'none' ? null : t(`notifications.mail.${mail}`),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {isNew ? (
        <Button variant="quiet" small onPress={read}>
          {t('notifications.read')}
        </Button>
      ) : null}
    </li>
  );
}
