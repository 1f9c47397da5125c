import type { PortalBody, PortalItemView } from '@rogatoria/api/portal/schemas.ts';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { Page } from '../app/page.tsx';
import {
  Button,
  buttonClass,
  Card,
  Dialog,
  ErrorSummary,
  LoadError,
  Pill,
  Skeleton,
  TextArea,
  TextField,
} from '../components/index.ts';
import { type Language, languageNames, languages, useTexts } from '../texts/index.tsx';
import './publishing.css';

const itemsQuery = queryOptions({
  queryKey: ['portal'],
  queryFn: async ({ signal }) => (await api.get<{ items: PortalItemView[] }>('/api/portal/items', {}, signal)).items,
});

/** One change: a draft written or changed, published, withdrawn. `seen`: the version it follows. */
function useWrite() {
  const client = useQueryClient();
  return useMutation<unknown, Error, { path: string; body: object; seen?: number; change?: boolean }>({
    mutationFn: ({ path, body, seen, change }) =>
      change
        ? api.put(`/api/portal/items${path}`, body, { ifMatch: seen })
        : api.post(`/api/portal/items${path}`, body, { ifMatch: seen }),
    onSettled: () => client.invalidateQueries({ queryKey: ['portal'] }),
  });
}

type Kind = PortalItemView['kind'];
type Wish = { act: 'write'; kind: Kind; item: PortalItemView | null } | { act: 'withdraw'; item: PortalItemView };

/** What the Secretariat publishes on the public portal: news and links, drafts and what was withdrawn. */
export function PublishingPage() {
  const { t, language } = useTexts();
  const { data, error, refetch } = useQuery(itemsQuery);
  const [wish, setWish] = useState<Wish | null>(null);
  return (
    <Page
      className="publishing"
      title={t('publishing.title')}
      lead={t('publishing.lead')}
      actions={
        <>
          <Button variant="primary" onPress={() => setWish({ act: 'write', kind: 'news', item: null })}>
            {t('publishing.news.add')}
          </Button>
          <Button onPress={() => setWish({ act: 'write', kind: 'link', item: null })}>
            {t('publishing.link.add')}
          </Button>
          <a href={`/portal/${language}`} className={buttonClass()}>
            {t('publishing.open')}
          </a>
        </>
      }
    >
      {!data ? (
        error ? (
          <LoadError error={error} retry={() => void refetch()} />
        ) : (
          <Skeleton lines={6} />
        )
      ) : (
        (['news', 'link'] as const).map((kind) => (
          <Card key={kind} title={t(`publishing.${kind}`)}>
            <Items items={data.filter((item) => item.kind === kind)} onWish={setWish} />
          </Card>
        ))
      )}
      {wish?.act === 'write' ? (
        <WriteDialog kind={wish.kind} item={wish.item} onClose={() => setWish(null)} />
      ) : wish ? (
        <WithdrawDialog item={wish.item} onClose={() => setWish(null)} />
      ) : null}
    </Page>
  );
}

const wordsOf = ({ body: { texts } }: PortalItemView, language: Language) =>
  texts[language] ?? languages.map((one) => texts[one]).find((one) => one !== undefined);

function Items({ items, onWish }: { items: readonly PortalItemView[]; onWish(wish: Wish): void }) {
  const { t, language, date, list } = useTexts();
  const write = useWrite();
  if (items.length === 0) return <p className="muted">{t('publishing.none')}</p>;
  return (
    <>
      <ErrorSummary error={write.error} />
      <ul className="publishing-items">
        {items.map((item) => {
          const { id, version, published_at, withdrawn_at, withdrawn_because, body } = item;
          const draft = !published_at && !withdrawn_at;
          return (
            <li key={id}>
              <div>
                <strong>{wordsOf(item, language)?.title}</strong>
                {body.url ? <span className="publishing-url muted">{body.url}</span> : null}
                <span className="muted">
                  {list(languages.filter((one) => body.texts[one]).map((one) => languageNames[one]))}
                </span>
                {withdrawn_at ? (
                  <span className="muted">
                    {t('publishing.state.withdrawn', { date: date(withdrawn_at), reason: withdrawn_because ?? '' })}
                  </span>
                ) : published_at ? (
                  <span>
                    <Pill tone="done">{t('publishing.state.published', { date: date(published_at) })}</Pill>
                  </span>
                ) : (
                  <span>
                    <Pill tone="us">{t('publishing.state.draft')}</Pill>
                  </span>
                )}
              </div>
              {withdrawn_at ? null : (
                <div className="row">
                  {draft ? (
                    <>
                      <Button
                        small
                        variant="primary"
                        isPending={write.isPending}
                        onPress={() => write.mutate({ path: `/${id}/publish`, body: {}, seen: version })}
                      >
                        {t('publishing.publish')}
                      </Button>
                      <Button small onPress={() => onWish({ act: 'write', kind: item.kind, item })}>
                        {t('publishing.edit')}
                      </Button>
                    </>
                  ) : null}
                  <Button small variant="quiet" onPress={() => onWish({ act: 'withdraw', item })}>
                    {t('publishing.withdraw')}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function WriteDialog({ kind, item, onClose }: { kind: Kind; item: PortalItemView | null; onClose(): void }) {
  const { t } = useTexts();
  const write = useWrite();
  const [texts, setTexts] = useState<PortalBody['texts']>(item?.body.texts ?? {});
  const [url, setUrl] = useState(item?.body.url ?? '');
  const [tried, setTried] = useState(false);
  const filled = Object.fromEntries(
    Object.entries(texts).filter(([, words]) => words.title.trim() !== '' || words.text.trim() !== ''),
  ) as PortalBody['texts'];
  const untitled = (language: Language) => filled[language] !== undefined && filled[language].title.trim() === '';
  const empty = Object.keys(filled).length === 0;
  const badUrl = kind === 'link' && !/^https:\/\/[^\s<>"'\\]+$/.test(url);
  const send = async () => {
    setTried(true);
    if (empty || badUrl || languages.some(untitled)) return;
    const body: PortalBody = { texts: filled, ...(kind === 'link' ? { url } : {}) };
    await (item
      ? write.mutateAsync({ path: `/${item.id}`, body: { body }, seen: item.version, change: true })
      : write.mutateAsync({ path: '', body: { kind, body } }));
    onClose();
  };
  return (
    <Dialog
      wide
      title={t(`publishing.${kind}.add`)}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="primary" isPending={write.isPending} onPress={() => void send().catch(() => {})}>
          {t('publishing.save')}
        </Button>
      }
    >
      <div className="schema-form">
        <ErrorSummary error={write.error} />
        <p className={tried && empty ? 'field-error' : 'muted'}>{t('publishing.some')}</p>
        {kind === 'link' ? (
          <TextField
            label={t('recommendations.evidence.url')}
            type="url"
            value={url}
            onChange={(next) => setUrl(next.trim())}
            isRequired
            error={tried && badUrl ? t('recommendations.url.wrong') : undefined}
          />
        ) : null}
        {languages.map((language) => {
          const { title = '', text = '' } = texts[language] ?? {};
          return (
            <fieldset key={language} className="publishing-language">
              <legend className="field-label" lang={language}>
                {languageNames[language]}
              </legend>
              <TextField
                label={t('publishing.headline')}
                value={title}
                maxLength={160}
                onChange={(next) => setTexts({ ...texts, [language]: { title: next, text } })}
                error={tried && untitled(language) ? t('ui.required') : undefined}
              />
              <TextArea
                label={t('publishing.text')}
                hint={t('publishing.text.hint')}
                value={text}
                onChange={(next) => setTexts({ ...texts, [language]: { title, text: next } })}
              />
            </fieldset>
          );
        })}
      </div>
    </Dialog>
  );
}

function WithdrawDialog({ item, onClose }: { item: PortalItemView; onClose(): void }) {
  const { t, language } = useTexts();
  const write = useWrite();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const send = async () => {
    setTried(true);
    if (reason.trim() === '') return;
    await write.mutateAsync({ path: `/${item.id}/withdraw`, body: { reason: reason.trim() }, seen: item.version });
    onClose();
  };
  return (
    <Dialog
      title={wordsOf(item, language)?.title ?? t('publishing.withdraw')}
      isOpen
      onOpenChange={(open) => (open ? undefined : onClose())}
      actions={
        <Button variant="danger" isPending={write.isPending} onPress={() => void send().catch(() => {})}>
          {t('publishing.withdraw')}
        </Button>
      }
    >
      <ErrorSummary error={write.error} />
      <TextField
        label={t('publishing.reason')}
        value={reason}
        onChange={setReason}
        isRequired
        error={tried && reason.trim() === '' ? t('ui.required') : undefined}
      />
    </Dialog>
  );
}
