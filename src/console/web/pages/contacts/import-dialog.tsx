import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { ImportApplied, ImportPreview, type ImportRowView } from '../../../contract/contacts.ts';
import { withQuery } from '../../data/request.ts';
import { useCommand } from '../../data/use-api.ts';
import { Badge, type Tone } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Note } from '../../kit/note.tsx';
import { Spinner } from '../../kit/spinner.tsx';
import { counted, fieldWords } from './words.ts';

type Problem = ImportPreview['errors'][number];
const largest = 5 * 1024 * 1024;
const tones: Readonly<Record<ImportRowView['change'], Tone>> = {
  added: 'good',
  changed: 'accent',
  unchanged: 'neutral',
};

const rowColumns: readonly Column<ImportRowView>[] = [
  { id: 'line', title: 'Line', cell: ({ line }) => line },
  { id: 'change', title: 'What happens', cell: ({ change }) => <Badge tone={tones[change]}>{change}</Badge> },
  { id: 'name', title: 'Contact', cell: ({ name, id }) => name ?? id },
  {
    id: 'fields',
    title: 'Changes',
    wrap: true,
    cell: ({ fields }) => fields.map((field) => fieldWords[field] ?? field).join(', '),
  },
];
const errorColumns: readonly Column<Problem>[] = [
  { id: 'line', title: 'Line', cell: ({ line }) => line },
  { id: 'column', title: 'Column', cell: ({ column }) => column ?? <span className="muted">whole row</span> },
  { id: 'message', title: 'What is wrong', wrap: true, cell: ({ message }) => message },
];

/** A file is looked at first; nothing is written before that is seen and wanted. */
export function ImportDialog({ siteId, onClose }: { readonly siteId: string; readonly onClose: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const preview = useCommand(
    ImportPreview,
    (csv: string) => ({ path: withQuery('/api/contact-imports', { site: siteId }), body: csv }),
    { silent: true },
  );
  const apply = useCommand(ImportApplied, (id: string) => ({ path: `/api/contact-imports/${id}/apply`, body: {} }), {
    done: ({ counts }) => `${counted(counts.added, 'contact', 'contacts')} added, ${counts.changed} changed.`,
    changes: ['/api/contacts'],
    silent: true,
    onDone: onClose,
  });
  const choose = async (file: File | undefined): Promise<void> => {
    apply.reset();
    setProblem(null);
    if (file === undefined) return;
    if (file.size > largest) return setProblem('The file is larger than 5 MB; take it apart.');
    preview.mutate(await file.text());
  };
  const seen = preview.data;
  const changes = seen === undefined ? 0 : seen.counts.added + seen.counts.changed;
  const message = problem ?? apply.error?.message ?? preview.error?.message ?? null;
  const footer = (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button
        variant="primary"
        isDisabled={seen?.id == null || changes === 0 || preview.isPending}
        isPending={apply.isPending}
        onPress={() => seen?.id != null && apply.mutate(seen.id)}
      >
        {changes === 0 ? 'Apply' : `Apply ${counted(changes, 'change', 'changes')}`}
      </Button>
    </>
  );
  return (
    <Dialog title="Import contacts" isOpen onClose={onClose} footer={footer} wide>
      <div className="stack">
        <p className="muted contacts-measure">
          A CSV file in UTF-8 with a row of column names: id, name, phone, callback_number, email, language, time_zone,
          notes, other_phones, other_emails. Only id has to be there. What the file has no column for stays as it is,
          and so do contacts that are not in it.
        </p>
        <div className="row">
          <input
            ref={input}
            type="file"
            accept=".csv,text/csv,text/plain"
            className="visually-hidden"
            tabIndex={-1}
            aria-label="CSV file"
            onChange={(event) => {
              void choose(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <Button icon={FileUp} onPress={() => input.current?.click()} isPending={preview.isPending}>
            {seen === undefined ? 'Choose a file' : 'Choose another file'}
          </Button>
          {(preview.isPending || apply.isPending) && (
            <span className="muted row" role="status">
              <Spinner /> {apply.isPending ? 'Writing all of it at once…' : 'Reading and comparing…'}
            </span>
          )}
        </div>
        {message !== null && <Note tone="bad">{message}</Note>}
        {seen !== undefined && !preview.isPending && <Preview seen={seen} />}
      </div>
    </Dialog>
  );
}

function Preview({ seen }: { readonly seen: ImportPreview }) {
  const { counts, errors, errorCount, unknownColumns, rows } = seen;
  return (
    <>
      {errorCount > 0 ? (
        <Note tone="bad">
          {counted(errorCount, 'error', 'errors')}. Nothing can be applied until they are put right in the file.
        </Note>
      ) : (
        <Note tone={counts.added + counts.changed > 0 ? 'accent' : 'good'}>
          {counts.added.toLocaleString('en')} would be added, {counts.changed.toLocaleString('en')} changed,{' '}
          {counts.unchanged.toLocaleString('en')} stay as they are.
        </Note>
      )}
      {unknownColumns.length > 0 && (
        <Note tone="warn">Left out, because nothing here is called so: {unknownColumns.slice(0, 20).join(', ')}.</Note>
      )}
      {errors.length > 0 && (
        <div className="contacts-short">
          <DataTable
            caption="Errors by row"
            columns={errorColumns}
            rows={errors}
            rowKey={({ line, column, message }) => `${line} ${column} ${message}`}
          />
        </div>
      )}
      {errors.length === 0 && rows.length > 0 && (
        <div className="contacts-short">
          <DataTable caption="What would change" columns={rowColumns} rows={rows} rowKey={({ line }) => String(line)} />
        </div>
      )}
      {errors.length === 0 && rows.length > 0 && rows.length < counts.added + counts.changed && (
        <p className="muted small">
          The first {rows.length} of {(counts.added + counts.changed).toLocaleString('en')}.
        </p>
      )}
    </>
  );
}
