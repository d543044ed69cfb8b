import { History } from 'lucide-react';
import { useState } from 'react';
import { type SiteFileText, SiteFileVersions } from '../../../contract/site-files.ts';
import { useApiPages } from '../../data/use-api.ts';
import { Answer } from '../../kit/answer.tsx';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { EmptyState } from '../../kit/note.tsx';
import { Time } from '../../kit/time.tsx';
import { VersionDialog } from './version-dialog.tsx';

type Version = SiteFileVersions['versions'][number];

/** Every text of a file that came into force: compared with the file as it is, and gone back to. */
export function VersionsTab({
  path,
  file,
  onRestored,
}: {
  readonly path: string;
  readonly file: SiteFileText;
  readonly onRestored: () => void;
}) {
  const [opened, setOpened] = useState<Version | null>(null);
  const pages = useApiPages(
    SiteFileVersions,
    (before) => `${path}/versions${before === undefined ? '' : `?before=${before}`}`,
    ({ next }) => (next === null ? null : String(next)),
  );
  const versions = pages.data?.pages.flatMap((page) => page.versions);
  const columns: readonly Column<Version>[] = [
    { id: 'at', title: 'In force from', cell: ({ at }) => <Time at={at} /> },
    { id: 'by', title: 'By', cell: ({ by }) => by ?? <span className="muted">found on disk</span> },
    { id: 'length', title: 'Characters', cell: ({ length }) => length.toLocaleString('en'), end: true },
    {
      id: 'state',
      title: 'Is',
      cell: ({ hash }) =>
        hash === file.hash ? <Badge tone="good">the file as it is</Badge> : <code>{hash.slice(0, 8)}</code>,
    },
    {
      id: 'open',
      title: <span className="visually-hidden">Compare</span>,
      cell: (version) => (
        <Button small isDisabled={version.hash === file.hash} onPress={() => setOpened(version)}>
          Compare …
        </Button>
      ),
      end: true,
    },
  ];
  return (
    <Answer of={{ ...pages, data: versions }} what="the versions">
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState icon={History} title="No version yet">
            Every text of this file that comes into force is kept here, with when and by whom.
          </EmptyState>
        ) : (
          <div className="stack">
            <DataTable
              caption={`Versions of ${file.name}`}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => String(id)}
            />
            {pages.hasNextPage && (
              <Button isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
                Older versions
              </Button>
            )}
            {opened !== null && (
              <VersionDialog {...{ path, file, version: opened, onRestored }} onClose={() => setOpened(null)} />
            )}
          </div>
        )
      }
    </Answer>
  );
}
