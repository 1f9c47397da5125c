import type { CaseView, FileView } from '@rogatoria/api/cases/schemas.ts';
import { useState } from 'react';
import { Button, buttonClass, EmptyState, fileSize } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { Hash } from './record.tsx';
import { Obligations } from './side.tsx';
import { Tick } from './tick.tsx';
import { fileAddress, verifyFile } from './upload.ts';

/** The evidence and the annexes; what binds its reader stands above it. */
export function Files({ view }: { view: CaseView }) {
  const { t } = useTexts();
  if (view.files.length === 0) return <EmptyState title={t('case.files.none')}>{t('case.files.none.why')}</EmptyState>;
  const groups = new Map<string, FileView[]>();
  for (const file of view.files.toSorted((a, b) => (b.delivery ?? 0) - (a.delivery ?? 0))) {
    const name =
      file.delivery !== null
        ? t(file.origin === 'theirs' ? 'case.files.received' : 'case.files.delivered', { number: file.delivery })
        : t(file.purpose === 'annex' ? 'case.files.annexes' : 'case.files.waiting');
    groups.set(name, [...(groups.get(name) ?? []), file]);
  }
  return (
    <>
      {view.obligations.length > 0 ? (
        <aside className="bound">
          <h3>{t('case.files.bound')}</h3>
          <Obligations view={view} />
        </aside>
      ) : null}
      {[...groups].map(([name, files]) => (
        <section key={name} className="file-group">
          <h3>{name}</h3>
          <ul className="file-list">
            {files.map((file) => (
              <File key={file.id} file={file} caseId={view.id} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function File({ file, caseId }: { file: FileView; caseId: string }) {
  const { t, number, dateTime, zone } = useTexts();
  const [check, setCheck] = useState<'none' | 'checking' | 'matches' | 'differs' | 'failed'>('none');
  return (
    <li className="file">
      <span className="file-head">
        <span className="file-name">{file.name}</span>
        <span className="muted">
          {fileSize(file.size, number)} · {dateTime(file.created_at, zone)}
        </span>
      </span>
      <span className="file-hash">
        <span className="muted">SHA-256</span> <Hash value={file.sha256} />
      </span>
      <span className="file-actions no-print">
        <a href={fileAddress(caseId, file.id)} download={file.name} className={buttonClass('secondary', true)}>
          {t('case.files.download')}
          <span className="hidden-visually"> {file.name}</span>
        </a>
        <Button
          variant="quiet"
          small
          isPending={check === 'checking'}
          onPress={() => {
            setCheck('checking');
            verifyFile(caseId, file.id).then(
              ({ matches }) => setCheck(matches ? 'matches' : 'differs'),
              () => setCheck('failed'),
            );
          }}
        >
          {t('case.check.again')}
          <span className="hidden-visually"> {file.name}</span>
        </Button>
        <span role="status">
          {check === 'matches' ? (
            <strong className="text-done">
              <Tick /> {t('case.check.matches')}
            </strong>
          ) : null}
          {check === 'differs' ? <strong className="text-late">{t('case.check.differs')}</strong> : null}
          {check === 'failed' ? <strong className="text-late">{t('case.check.failed')}</strong> : null}
        </span>
      </span>
    </li>
  );
}
