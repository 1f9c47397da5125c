import type { CaseView, MessageView } from '@rogatoria/api/cases/schemas.ts';
import { EmptyState, Pill, type Tone } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { RecordView } from './record.tsx';
import { Tick } from './tick.tsx';

const tones: Record<MessageView['status'], Tone> = {
  waiting: 'us',
  delivered: 'done',
  rejected: 'late',
  held: 'plain',
  dead: 'late',
};

/** What crossed between the two authorities, the newest first, each with its receipt. */
export function Messages({ view }: { view: CaseView }) {
  const { t } = useTexts();
  if (view.messages.length === 0) return <EmptyState title={t('case.messages.none')} />;
  const messages = view.messages.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <ul className="messages">
      {messages.map((message) => (
        <Message key={message.id} message={message} view={view} />
      ))}
    </ul>
  );
}

function Message({ message, view }: { message: MessageView; view: CaseView }) {
  const { t, first, dateTime, duration, state, has, zone } = useTexts();
  const { direction, type, sequence, at, body, status, receipt } = message;
  const ours = direction === 'out';
  return (
    <li className={`card message message-${direction}`}>
      <div className="message-head">
        <h3>{first([`message.${type}`, type])}</h3>
        <Pill tone={tones[status]}>{t(`case.message.${status}`)}</Pill>
      </div>
      <p className="muted">
        {t(ours ? 'case.message.out' : 'case.message.in', { state: view.counterpart })} · {dateTime(at, zone)} ·{' '}
        {t('case.message.sequence', { number: sequence })}
      </p>
      {status === 'dead' ? <p className="message-rejected">{t('case.message.dead.why')}</p> : null}
      {receipt ? (
        receipt.positive ? (
          <p className="text-done">
            <Tick twice />{' '}
            {t('case.message.receipt', {
              duration: duration(Math.max(0, Date.parse(receipt.at) - Date.parse(at))),
              date: dateTime(receipt.at),
            })}
            {receipt.verified ? ` · ${t('case.message.verified')}` : ''}
          </p>
        ) : (
          <p className="message-rejected">
            <strong>
              {t('case.message.refused', { ...(ours ? { who: state(view.counterpart).name } : { who: '' }) })}
            </strong>{' '}
            {receipt.reason
              ? first(
                  [`rejection.${receipt.reason}`, `case.rejection.${receipt.reason}`]
                    .filter(has)
                    .concat([receipt.reason]),
                )
              : ''}
          </p>
        )
      ) : null}
      <RecordView
        value={body}
        context={{
          kind: view.kind,
          direction: view.direction,
          files: view.files,
          theirs: !ours,
          of: type,
        }}
      />
    </li>
  );
}
