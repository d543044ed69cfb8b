import { FileCode } from 'lucide-react';
import { useState } from 'react';
import { LineDetail } from '../../../contract/lines.ts';
import { withQuery } from '../../data/request.ts';
import { useApi } from '../../data/use-api.ts';
import { Answer } from '../../kit/answer.tsx';
import { LinkButton } from '../../kit/button.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ShowNumbers } from '../../kit/show-numbers.tsx';
import { Tabs } from '../../kit/tabs.tsx';
import { OpenNow } from './open-now.tsx';
import { PreviewTab } from './preview-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';

/** One line: what a call at a time is offered, and all its settings in words. */
export function LineView({ siteId, lineId }: { readonly siteId: string; readonly lineId: string }) {
  const [isShown, setShown] = useState(false);
  const path = `/api/lines/${encodeURIComponent(siteId)}/${encodeURIComponent(lineId)}`;
  const detail = useApi(LineDetail, withQuery(path, { unmasked: isShown }), { topics: ['lines'] });
  const { data } = detail;
  const actions = data !== undefined && (
    <>
      <ShowNumbers isShown={isShown} onChange={setShown} />
      {data.file !== null && (
        <LinkButton icon={FileCode} href={`#/lines/files/${encodeURIComponent(data.file)}`}>
          {data.file}
        </LinkButton>
      )}
    </>
  );
  const tabs = (line: LineDetail) => [
    { id: 'preview', title: 'What a call is offered', content: <PreviewTab path={path} zone={zoneOf(line)} /> },
    { id: 'settings', title: 'Settings', content: <SettingsTab line={line} /> },
  ];
  return (
    <>
      <PageHeader
        title={data?.line.name ?? lineId}
        note={data === undefined ? undefined : <LineNote line={data} />}
        back={{ href: '#/lines', title: 'Lines' }}
        actions={actions}
      />
      <Answer of={detail} what="the line">
        {(line) => <Tabs label="The line" tabs={tabs(line)} />}
      </Answer>
    </>
  );
}

const zoneOf = ({ hours, site }: LineDetail): string => hours?.timeZone ?? site.timeZone;

function LineNote({ line }: { readonly line: LineDetail }) {
  return (
    <span className="row">
      {line.site.name} · {line.line.numbers.join(', ')}
      <OpenNow {...line.line} zone={zoneOf(line)} />
    </span>
  );
}
