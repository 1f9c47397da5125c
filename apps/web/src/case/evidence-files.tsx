import type { CaseView, FileView } from '@rogatoria/api/cases/schemas.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { DropZone, FileTrigger, ProgressBar } from 'react-aria-components';
import { keys } from '../api/queries.ts';
import { Button, Checkbox, errorText, fileSize, Spinner } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { deliverable, lastDelivery } from './facts.ts';
import { Hash } from './record.tsx';
import { Tick } from './tick.tsx';
import { uploadEvidence, verifyFile } from './upload.ts';

interface Upload {
  id: string;
  name: string;
  size: number;
  share: number;
  error: unknown;
  abort: AbortController;
  file: File;
}

interface EvidenceFilesProps {
  view: CaseView;
  value: readonly string[];
  onChange(files: string[]): void;
  error?: string | undefined;
}

/** Uploads first, then which of them go out: each with its size and SHA-256. */
export function EvidenceFiles({ view, value, onChange, error }: EvidenceFilesProps) {
  const { t, number } = useTexts();
  const client = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [added, setAdded] = useState<FileView[]>([]);
  const chosen = useRef(value);
  chosen.current = value;
  const change = useRef(onChange);
  change.current = onChange;

  const start = (files: readonly File[]) => {
    for (const file of files) {
      const id = crypto.randomUUID();
      const abort = new AbortController();
      setUploads((all) => [...all, { id, name: file.name, size: file.size, share: 0, error: null, abort, file }]);
      const update = (part: Partial<Upload>) =>
        setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));
      uploadEvidence(view.id, file, (share) => update({ share }), abort.signal).then(
        (stored) => {
          setUploads((all) => all.filter((one) => one.id !== id));
          setAdded((all) => [...all, stored]);
          change.current([...chosen.current, stored.id]);
          chosen.current = [...chosen.current, stored.id];
          void client.invalidateQueries({ queryKey: keys.case(view.id) });
        },
        (failure: unknown) => {
          if (abort.signal.aborted) setUploads((all) => all.filter((one) => one.id !== id));
          else update({ error: failure });
        },
      );
    }
  };

  const known = deliverable(view);
  const files = [...known, ...added.filter(({ id }) => !known.some((file) => file.id === id))];
  return (
    <fieldset className="field" id="field-files" tabIndex={-1}>
      <legend className="field-label">{t('payload.files')}</legend>
      <DropZone
        className="drop"
        getDropOperation={() => 'copy'}
        onDrop={async ({ items }) => {
          const dropped = await Promise.all(
            items.map((item) => (item.kind === 'file' ? item.getFile() : Promise.resolve(null))),
          );
          start(dropped.filter((file) => file !== null));
        }}
      >
        <span>{t('case.upload.drop')}</span>
        <FileTrigger allowsMultiple onSelect={(list) => start(list ? [...list] : [])}>
          <Button small>{t('case.upload.choose')}</Button>
        </FileTrigger>
      </DropZone>
      {uploads.map(({ id, name, size, share, error: failure, abort, file }) => (
        <div key={id} className="upload">
          <span className="upload-name">
            {name} <span className="muted">· {fileSize(size, number)}</span>
          </span>
          {failure ? (
            <>
              <span className="field-error" role="alert">
                {errorText(failure, t)}
              </span>
              <Button
                small
                onPress={() => {
                  setUploads((all) => all.filter((one) => one.id !== id));
                  start([file]);
                }}
              >
                {t('error.again')}
              </Button>
            </>
          ) : (
            <ProgressBar
              className="progress"
              aria-label={t('case.upload.progress', { name })}
              value={Math.round(share * 100)}
            >
              {({ percentage = 0, valueText }) => (
                <>
                  <span className="progress-track">
                    <span style={{ width: `${percentage}%` }} />
                  </span>
                  <span>{valueText}</span>
                </>
              )}
            </ProgressBar>
          )}
          <Button
            variant="quiet"
            small
            aria-label={t('case.upload.stop', { name })}
            onPress={() => {
              abort.abort();
              setUploads((all) => all.filter((one) => one.id !== id));
            }}
          >
            {t('ui.remove')}
          </Button>
        </div>
      ))}
      {files.length > 0 ? (
        <div className="checks">
          {files.map((file) => (
            <Checkbox
              key={file.id}
              isSelected={value.includes(file.id)}
              onChange={(on) => onChange(on ? [...value, file.id] : value.filter((id) => id !== file.id))}
              hint={<Hash value={file.sha256} />}
            >
              {file.name} <span className="muted">· {fileSize(file.size, number)}</span>
            </Checkbox>
          ))}
        </div>
      ) : uploads.length === 0 ? (
        <span className="muted">{t('ui.no_files')}</span>
      ) : null}
      {error ? <span className="field-error">{error}</span> : null}
    </fieldset>
  );
}

type Check = 'checking' | 'matches' | 'differs' | 'failed';

/** Every file of the delivery is hashed again before we say that it arrived. */
export function ReceiptCheck({
  view,
  onChecked,
  onDispute,
}: {
  view: CaseView;
  onChecked(all: boolean): void;
  onDispute(): void;
}) {
  const { t, number } = useTexts();
  const files = lastDelivery(view);
  const [checks, setChecks] = useState<Record<string, Check>>({});
  const [round, setRound] = useState(0);
  const ids = files.map(({ id }) => id).join(' ');

  useEffect(() => {
    let gone = false;
    const check = async () => {
      for (const id of ids.split(' ').filter(Boolean)) {
        if (gone) return;
        setChecks((all) => ({ ...all, [id]: 'checking' }));
        const result = await verifyFile(view.id, id).then(
          ({ matches }): Check => (matches ? 'matches' : 'differs'),
          (): Check => 'failed',
        );
        if (!gone) setChecks((all) => ({ ...all, [id]: result }));
      }
    };
    void round;
    void check();
    return () => {
      gone = true;
    };
  }, [ids, view.id, round]);

  const all = files.every(({ id }) => checks[id] === 'matches');
  useEffect(() => onChecked(all), [all, onChecked]);
  const wrong = files.some(({ id }) => checks[id] === 'differs');
  const failed = files.some(({ id }) => checks[id] === 'failed');
  return (
    <div className="field">
      <span className="field-label">{t('case.check.title')}</span>
      <ul className="file-list" aria-live="polite">
        {files.map((file) => {
          const check = checks[file.id];
          return (
            <li key={file.id} className="file">
              <span className="file-head">
                <span className="file-name">{file.name}</span>
                <span className="muted">{fileSize(file.size, number)}</span>
                {check === 'checking' || check === undefined ? <Spinner small /> : null}
                {check === 'matches' ? (
                  <strong className="text-done">
                    <Tick /> {t('case.check.matches')}
                  </strong>
                ) : null}
                {check === 'differs' ? <strong className="text-late">{t('case.check.differs')}</strong> : null}
                {check === 'failed' ? <strong className="text-late">{t('case.check.failed')}</strong> : null}
              </span>
              <Hash value={file.sha256} />
            </li>
          );
        })}
      </ul>
      {wrong ? (
        <div className="notice-changed">
          <p>{t('case.check.wrong')}</p>
          <Button onPress={onDispute}>{t('command.dispute_delivery')}</Button>
        </div>
      ) : null}
      {failed && !wrong ? <Button onPress={() => setRound(round + 1)}>{t('error.again')}</Button> : null}
    </div>
  );
}
