import type { MeetingView } from '@rogatoria/api/recommendations/schemas.ts';
import {
  type Addressee,
  addressees,
  type Meeting,
  type Recommendation,
  type Theme,
  themes,
  titleOf,
} from '@rogatoria/workflows/recommendations/meetings.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../app/page.tsx';
import {
  Button,
  Card,
  Checkbox,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  LoadError,
  Select,
  Skeleton,
  TextArea,
  TextField,
} from '../components/index.ts';
import { type Language, languageNames, languages, useTexts } from '../texts/index.tsx';
import { meetingQuery, useRecordMeeting } from './queries.ts';
import './recommendations.css';

/** The Secretariat records a meeting, or corrects one: a whole new version. */
export function RecordMeetingPage() {
  const { meeting } = useSearch({ from: '/inside/recommendations/record' });
  return meeting === undefined ? <Form view={null} /> : <Correct number={meeting} />;
}

function Correct({ number }: { number: number }) {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(meetingQuery(number));
  if (data) return <Form view={data} />;
  return (
    <Page title={t('recommendations.correct')}>
      {error ? <LoadError error={error} retry={() => void refetch()} /> : <Skeleton lines={8} />}
    </Page>
  );
}

const blank: Recommendation = { titles: {}, texts: {}, addressees: ['states'], theme: 'cooperation', asks: true };

/** Without the languages in which nothing is written. */
function filled(one: Recommendation): Recommendation {
  const kept = <T,>(record: Partial<Record<Language, T>>, isThere: (value: T) => boolean) =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && isThere(value as T)));
  return {
    ...one,
    titles: kept(one.titles, (title) => title.trim() !== ''),
    texts: kept(one.texts, ({ text }) => text.trim() !== ''),
  };
}
const isWhole = ({ titles, texts, addressees: asked }: Recommendation) =>
  Object.keys(titles).length > 0 && Object.keys(texts).length > 0 && asked.length > 0;

function Form({ view }: { view: MeetingView | null }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const record = useRecordMeeting();
  const [number, setNumber] = useState(view ? String(view.meeting) : '');
  const [from, setFrom] = useState(view?.body.from ?? '');
  const [until, setUntil] = useState(view?.body.until ?? '');
  const [place, setPlace] = useState(view?.body.place ?? '');
  const [source, setSource] = useState(view?.body.source ?? '');
  const [items, setItems] = useState<Recommendation[]>(view?.body.recommendations ?? []);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const right = /^[1-9]\d{0,2}$/.test(number);
  const whole = items.map(filled);
  const send = async () => {
    setTried(true);
    if (!right || from === '' || until === '' || place.trim() === '' || reason.trim() === '') return;
    if (!whole.every(isWhole)) return;
    const meeting: Meeting = {
      ...{ from, until, place: place.trim(), recommendations: whole },
      ...(source.trim() === '' ? {} : { source: source.trim() }),
    };
    await record.mutateAsync({ number: Number(number), meeting, reason: reason.trim(), seen: view?.version ?? 0 });
    await navigate({ to: '/recommendations/$meeting', params: { meeting: number } });
  };
  return (
    <Page
      className="record-meeting"
      title={t(view ? 'recommendations.correct' : 'recommendations.record')}
      lead={t('recommendations.meeting.lead')}
      above={<Link to="/recommendations">{t('recommendations.title')}</Link>}
    >
      <ErrorSummary error={record.error} idOf={({ field }) => `field-${field.replace('meeting.', '')}`} />
      <Card>
        <div className="schema-form">
          {view ? null : (
            <TextField
              label={t('recommendations.meeting.number')}
              inputMode="numeric"
              size="short"
              value={number}
              onChange={setNumber}
              isRequired
              error={tried && !right ? t('recommendations.meeting.number.wrong') : undefined}
            />
          )}
          <DateField
            id="field-from"
            label={t('recommendations.meeting.from')}
            value={from}
            onChange={setFrom}
            isRequired
            error={tried && from === '' ? t('ui.date.wrong') : undefined}
          />
          <DateField
            id="field-until"
            label={t('recommendations.meeting.until')}
            value={until}
            onChange={setUntil}
            isRequired
            error={tried && until === '' ? t('ui.date.wrong') : undefined}
          />
          <TextField
            label={t('recommendations.meeting.place')}
            value={place}
            onChange={setPlace}
            isRequired
            error={tried && place.trim() === '' ? t('ui.required') : undefined}
          />
          <TextField
            label={t('recommendations.meeting.source')}
            note={t('ui.optional')}
            value={source}
            onChange={setSource}
          />
        </div>
      </Card>
      <div id="field-recommendations" className="record-items">
        {items.map((item, index) => (
          <Item
            // biome-ignore lint/suspicious/noArrayIndexKey: a recommendation is its number
            key={index}
            number={index + 1}
            item={item}
            wrong={tried && !isWhole(filled(item))}
            onChange={(next) => setItems(items.map((one, at) => (at === index ? next : one)))}
          />
        ))}
        <div className="row">
          <Button onPress={() => setItems([...items, blank])}>{t('recommendations.meeting.add')}</Button>
          {items.length > (view?.body.recommendations.length ?? 0) ? (
            <Button variant="quiet" onPress={() => setItems(items.slice(0, -1))}>
              {t('ui.remove')}
            </Button>
          ) : null}
        </div>
      </div>
      <Card>
        <div className="schema-form">
          <TextField
            label={t('recommendations.meeting.reason')}
            value={reason}
            onChange={setReason}
            isRequired
            error={tried && reason.trim() === '' ? t('ui.required') : undefined}
          />
          <div className="row">
            <Button variant="primary" isPending={record.isPending} onPress={() => void send().catch(() => {})}>
              {t('recommendations.meeting.save')}
            </Button>
          </div>
        </div>
      </Card>
    </Page>
  );
}

interface ItemProps {
  number: number;
  item: Recommendation;
  wrong: boolean;
  onChange(next: Recommendation): void;
}

function Item({ number, item, wrong, onChange }: ItemProps) {
  const { t, language: reader } = useTexts();
  const { titles, texts } = item;
  const titled = Object.values(titles).some((title) => title.trim() !== '');
  const worded = Object.values(texts).some(({ text }) => text.trim() !== '');
  // a new one stands open, and stays so while it is written
  const [open, setOpen] = useState(!titled);
  return (
    <details className="card record-item" open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{number}.</strong> {titleOf(item, reader)}
      </summary>
      <div className="schema-form">
        {wrong && !titled ? (
          <p className="field-error" role="alert">
            {t('recommendations.meeting.short.missing')}
          </p>
        ) : null}
        {wrong && !worded ? (
          <p className="field-error" role="alert">
            {t('recommendations.meeting.wording.missing')}
          </p>
        ) : null}
        <CheckboxGroup
          label={t('recommendations.asks')}
          options={addressees.map((id) => ({ id, label: t(`addressee.${id}`) }))}
          value={item.addressees}
          onChange={(next) => onChange({ ...item, addressees: next as Addressee[] })}
          error={wrong && item.addressees.length === 0 ? t('ui.required') : undefined}
        />
        <Select
          label={t('recommendations.meeting.theme')}
          options={themes.map((id) => ({ id, label: t(`theme.${id}`) }))}
          value={item.theme}
          onChange={(next) => onChange({ ...item, theme: next as Theme })}
        />
        <Checkbox isSelected={item.asks} onChange={(asks) => onChange({ ...item, asks })}>
          {t('recommendations.meeting.asks')}
        </Checkbox>
        {languages.map((language) => {
          const { text = '', official = true } = texts[language] ?? {};
          return (
            <fieldset key={language} className="record-language">
              <legend className="field-label" lang={language}>
                {languageNames[language]}
              </legend>
              <TextField
                label={t('recommendations.meeting.short')}
                value={titles[language] ?? ''}
                onChange={(title) => onChange({ ...item, titles: { ...titles, [language]: title } })}
                maxLength={160}
              />
              <TextArea
                label={t('recommendations.meeting.wording')}
                value={text}
                rows={3}
                onChange={(next) => onChange({ ...item, texts: { ...texts, [language]: { text: next, official } } })}
              />
              <Checkbox
                isSelected={official}
                isDisabled={text.trim() === ''}
                onChange={(next) => onChange({ ...item, texts: { ...texts, [language]: { text, official: next } } })}
              >
                {t('recommendations.meeting.official')}
              </Checkbox>
            </fieldset>
          );
        })}
      </div>
    </details>
  );
}
