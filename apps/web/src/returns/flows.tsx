import {
  basesOfReturn,
  cellsOf,
  type FlowRow,
  flowCell,
  flowColumns,
  type GroundRow,
  groundCell,
  outcomes,
} from '@rogatoria/workflows/annual-return/content.ts';
import { emptyRow, enter } from '@rogatoria/workflows/annual-return/entries.ts';
import { findingsOf } from '@rogatoria/workflows/annual-return/identities.ts';
import { groundCodes } from '@rogatoria/workflows/instruments/types.ts';
import { states } from '@rogatoria/workflows/states.ts';
import { directions, requestKinds } from '@rogatoria/workflows/types.ts';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Button, Card, Dialog, ErrorSummary, Select, StateTag, TextArea } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';
import { basisName, cellName } from './cells.ts';
import { useReturnChange } from './queries.ts';
import type { Shown } from './return-page.tsx';
import { readValue, ValueField, valueText } from './values.tsx';

/** The figure that a column is a part of: its page lists the cases behind it. */
const figures: Partial<Record<string, string>> = {
  pending_start: 'M2.start',
  opened: 'M1',
  closed: 'M3',
  pending_end: 'M2',
};
const shown = ['pending_start', 'opened', 'reopened', 'closed', 'pending_end'] as const;
type Key = Pick<FlowRow, 'direction' | 'kind' | 'basis' | 'counterpart'>;

/** What was sent and received: a row a State and basis, its figures leading to the cases they come from. */
export function Flows({ view, content, editable }: Shown) {
  const tools = useTexts();
  const { t, first } = tools;
  const [editing, setEditing] = useState<Key | 'new' | null>(null);
  const adjusted = new Set(content.adjustments.map(({ cell }) => cell));
  return (
    <Card title={t('returns.flows')}>
      <p className="muted">{t('returns.flows.text')}</p>
      {content.flows.length === 0 ? <p>{t('returns.flows.none')}</p> : null}
      {directions.flatMap((direction) =>
        requestKinds.map((kind) => {
          const rows = content.flows.filter((row) => row.direction === direction && row.kind === kind);
          if (rows.length === 0) return null;
          return (
            <section key={`${direction} ${kind}`} className="returns-slice">
              <h3>
                {t(`kind.${kind}`)}, {t(`direction.${direction}`)}
              </h3>
              <div className="list returns-scroll">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{t('returns.state')}</th>
                      {shown.map((column) => {
                        const name = first([`return.column.${column}.${direction}`, `return.column.${column}`]);
                        const indicator = figures[column];
                        return (
                          <th key={column} scope="col" className="number-column">
                            {indicator && view.derived ? (
                              <Link
                                to="/figures/$year/$indicator"
                                params={{ year: String(view.year), indicator }}
                                search={{ direction, kind, by: 'counterpart' }}
                              >
                                {name}
                              </Link>
                            ) : (
                              name
                            )}
                          </th>
                        );
                      })}
                      <th scope="col">{t('returns.outcomes')}</th>
                      {editable ? <th scope="col">{t('returns.change')}</th> : null}
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <tr key={`${row.counterpart} ${row.basis}`}>
                        <th scope="row">
                          <StateTag code={row.counterpart} /> {basisName(row.basis, tools)}
                        </th>
                        {shown.map((column) => (
                          <td key={column} id={`cell-${flowCell(row, column)}`} className="number-column" tabIndex={-1}>
                            {valueText(row[column], tools)}
                            {adjusted.has(flowCell(row, column)) ? <sup title={t('returns.adjusted')}>*</sup> : null}
                          </td>
                        ))}
                        <td>
                          {outcomes[kind]
                            .filter((outcome) => row.outcomes[outcome] !== 0)
                            .map(
                              (outcome) =>
                                `${t(`outcome.${outcome}`)}${t('ui.colon')} ${valueText(row.outcomes[outcome], tools)}`,
                            )
                            .join(' · ')}
                        </td>
                        {editable ? (
                          <td>
                            <Button small onPress={() => setEditing(row)}>
                              {t('returns.change')}
                            </Button>
                          </td>
                        ) : null}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          );
        }),
      )}
      {editable ? (
        <p>
          <Button onPress={() => setEditing('new')}>{t('returns.add')}</Button>
        </p>
      ) : null}
      {editing ? (
        <RowDialog
          view={view}
          content={content}
          chosen={editing === 'new' ? null : editing}
          close={() => setEditing(null)}
        />
      ) : null}
    </Card>
  );
}

type Given = Pick<Shown, 'view' | 'content'>;

/** Values of cells as typed, checked as they are typed, saved with the reason that a change of derived figures needs. */
function Values({
  view,
  content,
  cells,
  close,
  title,
  above,
}: Given & { cells: string[]; close(): void; title: string; above?: ReactNode }) {
  const tools = useTexts();
  const { t } = tools;
  const change = useReturnChange();
  const standing = cellsOf(content);
  const derived = view.derived ? cellsOf(view.derived as typeof content) : null;
  const [typed, setTyped] = useState<Record<string, string>>({});
  const reasonNow = content.adjustments.find(({ cell }) => cells.includes(cell))?.reason ?? '';
  const [reason, setReason] = useState(reasonNow);
  const initial = (cell: string) =>
    valueText(standing.get(cell) ?? (cell.startsWith('ground.') || derived ? 0 : 'not_available'), tools);
  const textOf = (cell: string) => typed[cell] ?? initial(cell);
  const values = cells.map((cell) => ({ cell, value: readValue(textOf(cell)) }));
  const entries = values.flatMap(({ cell, value }) =>
    value === null ? [] : [{ cell, value, ...(reason.trim() ? { reason } : {}) }],
  );
  const complete = entries.length === cells.length && cells.length > 0;
  const unlike = derived && values.some(({ cell, value }) => value !== null && value !== (derived.get(cell) ?? 0));
  const now = enter(content, null, entries).content;
  const open = now
    ? findingsOf(now).filter((one) => one.severity === 'error' && one.cells.some((cell) => cells.includes(cell)))
    : [];
  const save = async () => {
    await change.mutateAsync({
      path: `/${view.year}/${view.state}/figures`,
      method: 'put',
      body: { entries },
      version: view.version,
    });
    close();
  };
  return (
    <Dialog
      title={title}
      isOpen
      wide
      onOpenChange={(stays) => (stays ? undefined : close())}
      actions={
        <Button
          variant="primary"
          isDisabled={!complete}
          isPending={change.isPending}
          onPress={() => void save().catch(() => {})}
        >
          {t('return.command.enter')}
        </Button>
      }
    >
      <div className="schema-form">
        <ErrorSummary
          error={change.error}
          idOf={() => 'return-reason'}
          labelOf={({ field }) => cellName(field, tools)}
        />
        {above}
        {open.length > 0 ? (
          <ul className="returns-findings" role="status">
            {open.map(({ rule, params, cells: about }) => (
              <li key={`${rule} ${about[0]}`} className="text-late">
                {t(`rule.${rule}`, params)}
              </li>
            ))}
          </ul>
        ) : null}
        <div className="returns-values">
          {cells.map((cell) => {
            const was = derived ? (derived.get(cell) ?? 0) : undefined;
            return (
              <ValueField
                key={cell}
                id={`edit-${cell}`}
                label={cellName(cell, tools).split(' – ').at(-1) ?? ''}
                value={textOf(cell)}
                onChange={(text) => setTyped({ ...typed, [cell]: text })}
                hint={
                  was !== undefined && readValue(textOf(cell)) !== was
                    ? t('returns.derived', { value: valueText(was, tools) })
                    : undefined
                }
              />
            );
          })}
        </div>
        <p className="muted">{t('return.column.in_transit.explain')}</p>
        {unlike ? (
          <TextArea
            id="return-reason"
            label={t('returns.why')}
            value={reason}
            onChange={setReason}
            isRequired
            rows={2}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

const rowCells = (key: Key): string[] => [
  ...flowColumns.map((column) => flowCell(key, column)),
  ...outcomes[key.kind].map((outcome) => flowCell(key, `outcomes.${outcome}`)),
];

function RowDialog({ view, content, chosen, close }: Given & { chosen: Key | null; close(): void }) {
  const tools = useTexts();
  const { t, stateName } = tools;
  const [key, setKey] = useState<Partial<Key>>(chosen ?? { direction: 'incoming', kind: 'evidence' });
  const { direction, kind, basis, counterpart } = key;
  const whole = direction && kind && basis && counterpart ? { direction, kind, basis, counterpart } : null;
  const set = (part: Partial<Key>) => setKey({ ...key, ...part });
  const choices = chosen ? null : (
    <div className="returns-values">
      <Select
        label={t('returns.direction')}
        options={directions.map((id) => ({ id, label: t(`direction.${id}`) }))}
        value={direction ?? null}
        onChange={(id) => set({ direction: id as Key['direction'] })}
      />
      <Select
        label={t('returns.kind')}
        options={requestKinds.map((id) => ({ id, label: t(`kind.${id}`) }))}
        value={kind ?? null}
        onChange={(id) => set({ kind: id as Key['kind'] })}
      />
      <Select
        label={t('returns.state')}
        options={states
          .filter(({ code }) => code !== view.state)
          .map(({ code }) => ({ id: code, label: stateName(code) }))
          .toSorted((a, b) => a.label.localeCompare(b.label))}
        value={counterpart ?? null}
        onChange={(id) => set({ counterpart: id })}
      />
      <Select
        label={t('returns.basis')}
        options={basesOfReturn.map((id) => ({ id, label: basisName(id, tools) }))}
        value={basis ?? null}
        onChange={(id) => set({ basis: id as Key['basis'] })}
      />
    </div>
  );
  return (
    <Values
      key={whole ? rowCells(whole)[0] : 'none'}
      view={view}
      content={content}
      cells={whole ? rowCells(emptyRow(whole)) : []}
      close={close}
      title={
        chosen
          ? `${t(`kind.${chosen.kind}`)}, ${t(`direction.${chosen.direction}`)}, ${stateName(chosen.counterpart)}`
          : t('returns.add')
      }
      above={choices}
    />
  );
}

/** Refusals by ground: they come to the refused requests. */
export function Refusals({ view, content, editable }: Shown) {
  const tools = useTexts();
  const { t, first } = tools;
  const [editing, setEditing] = useState<Pick<GroundRow, 'direction' | 'kind'> | null>(null);
  const slices = directions
    .flatMap((direction) => requestKinds.map((kind) => ({ direction, kind })))
    .map((slice) => ({
      ...slice,
      grounds: content.grounds.filter((row) => row.direction === slice.direction && row.kind === slice.kind),
      refused: content.flows.some(
        (row) => row.direction === slice.direction && row.kind === slice.kind && row.outcomes.refused !== 0,
      ),
    }))
    .filter(({ grounds, refused }) => grounds.length > 0 || refused);
  if (slices.length === 0) return null;
  return (
    <Card title={t('returns.refusals')}>
      {slices.map(({ direction, kind, grounds }) => (
        <section key={`${direction} ${kind}`} className="returns-slice">
          <h3>
            {t(`kind.${kind}`)}, {t(`direction.${direction}`)}
          </h3>
          <ul className="returns-findings">
            {grounds.map((row) => (
              <li key={row.ground} id={`cell-${groundCell(row)}`} tabIndex={-1}>
                {first([`ground.${row.ground}`, `return.value.${row.ground}`])}
                {t('ui.colon')} <strong>{valueText(row.refused, tools)}</strong>
              </li>
            ))}
          </ul>
          {editable ? (
            <Button small onPress={() => setEditing({ direction, kind })}>
              {t('returns.change')}
            </Button>
          ) : null}
        </section>
      ))}
      {editing ? (
        <Values
          view={view}
          content={content}
          cells={[...groundCodes, 'not_available' as const].map((ground) => groundCell({ ...editing, ground }))}
          close={() => setEditing(null)}
          title={`${t('returns.refusals')}: ${t(`kind.${editing.kind}`)}, ${t(`direction.${editing.direction}`)}`}
        />
      ) : null}
    </Card>
  );
}
