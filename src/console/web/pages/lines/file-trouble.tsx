import type { SiteFileSummary } from '../../../contract/site-files.ts';
import { Note } from '../../kit/note.tsx';

/** Says so when a file is not what calls go by. */
export function FileTrouble({ file: { name, inForce, problems } }: { readonly file: SiteFileSummary }) {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (inForce && first === undefined) return null;
  return (
    <Note tone={first === undefined ? 'warn' : 'bad'}>
      <a href={`#/lines/files/${encodeURIComponent(name)}`}>{name}</a>{' '}
      {first === undefined
        ? 'is not in force yet: it was just changed, or another file has errors. Calls go by the last good version.'
        : `has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}; calls go by the last good version. Line ${first.line}, column ${first.column}: ${first.message}`}
    </Note>
  );
}
