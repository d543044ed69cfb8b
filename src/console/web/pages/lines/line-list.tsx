import { BookOpen, FileCode } from 'lucide-react';
import { type LinesInForce, LinesInForce as Schema } from '../../../contract/lines.ts';
import { SiteFileList } from '../../../contract/site-files.ts';
import { useApi } from '../../data/use-api.ts';
import { Answer } from '../../kit/answer.tsx';
import { Badge } from '../../kit/badge.tsx';
import { LinkButton } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { EmptyState } from '../../kit/note.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { FileTrouble } from './file-trouble.tsx';
import { OpenNow } from './open-now.tsx';
import { languageWords } from './words.ts';

type Site = LinesInForce['sites'][number];
type Line = Site['lines'][number];

/** Every line in force, by site. */
export function LineList() {
  const lines = useApi(Schema, '/api/lines', { topics: ['lines'], everyMs: 60_000 });
  const files = useApi(SiteFileList, '/api/lines/files', { topics: ['lines'] });
  const filesLink = (
    <LinkButton href="#/lines/files" icon={FileCode}>
      Site files
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title="Lines"
        note="What callers meet on each line now. Everything here comes from the site files."
        actions={filesLink}
      />
      {files.data?.files.map((file) => (
        <FileTrouble key={file.name} file={file} />
      ))}
      <Answer of={lines} what="the lines">
        {({ sites }) =>
          sites.length === 0 ? (
            <EmptyState icon={BookOpen} title="No line is in force" action={filesLink}>
              Write a site file into the configuration folder, or put right what is wrong with the one that is there.
            </EmptyState>
          ) : (
            sites.map((site) => (
              <SiteCard
                key={site.id}
                site={site}
                file={files.data?.files.find(({ siteId }) => siteId === site.id)?.name}
              />
            ))
          )
        }
      </Answer>
    </>
  );
}

function SiteCard({ site, file }: { readonly site: Site; readonly file: string | undefined }) {
  const columns: readonly Column<Line>[] = [
    {
      id: 'name',
      title: 'Line',
      cell: ({ id, name }) => (
        <a className="row-link" href={`#/lines/${site.id}/${id}`}>
          {name}
        </a>
      ),
    },
    { id: 'numbers', title: 'Number', cell: ({ numbers }) => numbers.join(', ') },
    { id: 'now', title: 'Now', cell: (line) => <OpenNow {...line} zone={site.timeZone} /> },
    { id: 'languages', title: 'Languages', cell: ({ languages }) => languages.map(languageWords).join(', ') },
    {
      id: 'tools',
      title: 'A call is offered',
      cell: ({ tools }) => `${tools} ${tools === 1 ? 'tool' : 'tools'}`,
      end: true,
    },
  ];
  const aside = (
    <>
      <Badge>{site.plan === 'pro' ? 'Pro' : 'Enterprise'}</Badge>
      {file !== undefined && (
        <LinkButton small icon={FileCode} href={`#/lines/files/${encodeURIComponent(file)}`}>
          {file}
        </LinkButton>
      )}
    </>
  );
  return (
    <Card title={site.name} aside={aside} flush>
      <DataTable caption={`Lines of ${site.name}`} columns={columns} rows={site.lines} rowKey={({ id }) => id} />
    </Card>
  );
}
