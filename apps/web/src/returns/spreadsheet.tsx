import type { ReturnView } from '@rogatoria/api/returns/schemas.ts';
import { useId, useState } from 'react';
import { ApiProblem } from '../api/client.ts';
import { Button, buttonClass, Card, errorText, TextField } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { useReturnChange } from './queries.ts';

/** The return as a file: to fill in elsewhere, and to take back – or every cell for which it is not taken, with what would do. */
export function Spreadsheet({ view }: { view: ReturnView }) {
  const { t, language } = useTexts();
  const id = useId();
  const change = useReturnChange();
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState('');
  const command = view.commands.find((name) => name === 'import' || name === 'record');
  const restates = command === 'record' && view.revision > 0;
  const path = `/${view.year}/${view.state}/spreadsheet`;
  const send = async () => {
    if (!file) return;
    await change.mutateAsync({
      path: restates ? `${path}?reason=${encodeURIComponent(reason)}` : path,
      body: new Blob([file], { type: 'application/octet-stream' }),
      version: view.version,
    });
    setFile(null);
  };
  const { error } = change;
  const refused = error instanceof ApiProblem ? error.errors : [];
  return (
    <Card title={t('returns.sheet')}>
      <p className="muted">{t(command ? 'returns.sheet.text' : 'returns.sheet.download.text')}</p>
      <p>
        <a className={buttonClass('secondary')} href={`/api/returns${path}?language=${language}`} download>
          {t('returns.sheet.download')}
        </a>
      </p>
      {command ? (
        <>
          <p>
            <label htmlFor={id}>{t('returns.sheet.file')}</label>
            <br />
            <input
              id={id}
              type="file"
              accept=".xlsx"
              onChange={({ target }) => {
                setFile(target.files?.[0] ?? null);
                change.reset();
              }}
            />
          </p>
          {restates ? <TextField label={t('returns.reason')} value={reason} onChange={setReason} isRequired /> : null}
          {error ? (
            <div className="error-summary" role="alert">
              <p className="error-summary-title">
                {refused.length > 0 ? t('returns.sheet.refused', { count: refused.length }) : errorText(error, t)}
              </p>
              <ul>
                {refused.map(({ field, rule, message, example }) => (
                  <li key={`${field} ${rule}`}>
                    <strong>{field}</strong>
                    {t('ui.colon')} {message} {example ?? ''}
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
          <Button
            isDisabled={!file || (restates && reason.trim() === '')}
            isPending={change.isPending}
            onPress={() => void send().catch(() => {})}
          >
            {t(`return.command.${command}`)}
          </Button>
        </>
      ) : null}
    </Card>
  );
}
