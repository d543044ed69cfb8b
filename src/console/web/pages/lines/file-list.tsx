import { FileCode } from 'lucide-react';
import { SiteFileList, type SiteFileSummary } from '../../../contract/site-files.ts';
import { useApi } from '../../data/use-api.ts';
import { Answer } from '../../kit/answer.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { EmptyState, Note } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { FileState } from './file-state.tsx';

const columns: readonly Column<SiteFileSummary>[] = [
  {
    id: 'name',
    title: 'File',
    cell: ({ name }) => (
      <a className="row-link" href={`#/lines/files/${encodeURIComponent(name)}`}>
        {name}
      </a>
    ),
  },
  { id: 'site', title: 'Site', cell: ({ siteId }) => siteId ?? 'cannot be read' },
  { id: 'state', title: 'State', cell: (file) => <FileState file={file} /> },
];

/** The site files of this server's folder. */
export function FileList() {
  const list = useApi(SiteFileList, '/api/lines/files', { topics: ['lines'], everyMs: 30_000 });
  return (
    <>
      <PageHeader
        title="Site files"
        note="One file per business. A change comes into force by itself once it has no errors; calls in progress keep what they began with."
        back={{ href: '#/lines', title: 'Lines' }}
      />
      {list.data?.readOnly != null && <Note tone="warn">{list.data.readOnly}</Note>}
      <Note>
        These are the files of the process that answers this page. Where several processes answer calls, give all of
        them the same folder.
      </Note>
      <Answer of={list} what="the site files">
        {({ files }) =>
          files.length === 0 ? (
            <EmptyState icon={FileCode} title="There is no site file">
              Put one into the configuration folder (CONFIG_DIR); the one of the demo business is a good beginning.
            </EmptyState>
          ) : (
            <DataTable caption="Site files" columns={columns} rows={files} rowKey={({ name }) => name} />
          )
        }
      </Answer>
    </>
  );
}
