import { useState } from 'react';
import { SiteFileList, SiteFileText } from '../../../contract/site-files.ts';
import { withQuery } from '../../data/request.ts';
import { useApi } from '../../data/use-api.ts';
import { useMay } from '../../data/who.tsx';
import { Answer } from '../../kit/answer.tsx';
import { Code } from '../../kit/card.tsx';
import { Note } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Tabs } from '../../kit/tabs.tsx';
import { EditTab } from './edit-tab.tsx';
import { FileState } from './file-state.tsx';
import { VersionsTab } from './versions-tab.tsx';

/** One site file: edited by an admin, read by the others, and its earlier versions. */
export function FileDetail({ name }: { readonly name: string }) {
  const isAdmin = useMay('admin');
  const [isShown, setShown] = useState(false);
  const unmasked = isAdmin || isShown;
  const path = `/api/lines/files/${encodeURIComponent(name)}`;
  const file = useApi(SiteFileText, withQuery(path, { unmasked }));
  const list = useApi(SiteFileList, '/api/lines/files', { topics: ['lines'], everyMs: 10_000 });
  const current = list.data?.files.find((one) => one.name === name);
  const reload = (): void => void file.refetch();
  const text = (read: SiteFileText) =>
    isAdmin && read.text !== null ? (
      <EditTab key={read.hash} path={path} file={read} text={read.text} current={current} onReload={reload} />
    ) : (
      <ReadOnly file={read} />
    );
  const tabs = (read: SiteFileText) => [
    { id: 'text', title: isAdmin ? 'Edit' : 'Text', content: text(read) },
    { id: 'versions', title: 'Versions', content: <VersionsTab path={path} file={read} onRestored={reload} /> },
  ];
  return (
    <>
      <PageHeader
        title={name}
        note={current === undefined ? undefined : <FileState file={current} />}
        back={{ href: '#/lines/files', title: 'Site files' }}
        actions={isAdmin ? undefined : <ShowNumbers isShown={isShown} onChange={setShown} />}
      />
      <Answer of={file} what="the file">
        {(read) => <Tabs label="The file" tabs={tabs(read)} />}
      </Answer>
    </>
  );
}

function ReadOnly({ file }: { readonly file: SiteFileText }) {
  if (file.text === null) return <Note tone="warn">{file.problems[0]?.message ?? 'The file is not shown.'}</Note>;
  return (
    <div className="stack">
      <Note>Only an admin can edit it.{file.isMasked && ' Numbers and addresses are masked.'}</Note>
      <Code label={file.name}>{file.text}</Code>
    </div>
  );
}
