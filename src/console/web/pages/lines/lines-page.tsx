import { usePath } from '../../data/location.ts';
import { FileDetail } from './file-detail.tsx';
import { FileList } from './file-list.tsx';
import { LineView } from './line-detail.tsx';
import { LineList } from './line-list.tsx';
import './lines.css';

/** `#/lines`, `#/lines/SITE/LINE`, `#/lines/files` and `#/lines/files/NAME`. */
export function LinesPage() {
  const [path] = usePath();
  const [, , first, second] = path.split('/').map((part) => decoded(part));
  if (first === undefined || first === '') return <LineList />;
  if (first === 'files')
    return second === undefined || second === '' ? <FileList /> : <FileDetail key={second} name={second} />;
  return <LineView key={`${first}/${second}`} siteId={first} lineId={second ?? ''} />;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
