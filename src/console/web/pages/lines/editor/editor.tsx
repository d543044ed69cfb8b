import { forceLinting } from '@codemirror/lint';
import { EditorView } from 'codemirror';
import { useEffect, useRef } from 'react';
import type { CheckAnswer, SiteFileProblem } from '../../../../contract/site-files.ts';
import { SiteSchema } from '../../../../contract/site-files.ts';
import { useApi } from '../../../data/use-api.ts';
import { Answer } from '../../../kit/answer.tsx';
import { placeOf, siteFileExtensions } from './extensions.ts';

export interface EditorProps {
  readonly label: string;
  readonly checkPath: string;
  readonly start: string;
  /** Where the cursor is to go; a new object each time. */
  readonly goTo: SiteFileProblem | null;
  readonly onChange: (text: string) => void;
  readonly onCheck: (check: CheckAnswer) => void;
}

/** The text of a site file, with the schema's completion and the server's marks. It keeps its own text. */
export function Editor(props: EditorProps) {
  const schema = useApi(SiteSchema, '/api/lines/schema');
  return (
    <Answer of={schema} what="what may stand in the file">
      {(known) => <Mounted {...props} schema={known} />}
    </Answer>
  );
}

function Mounted({ schema, goTo, ...props }: EditorProps & { readonly schema: SiteSchema }) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (host.current === null) return;
    const { label, checkPath, start } = latest.current;
    const told = {
      onChange: (text: string) => latest.current.onChange(text),
      onCheck: (check: CheckAnswer) => latest.current.onCheck(check),
    };
    const extensions = siteFileExtensions({ label, checkPath, schema, ...told });
    const editor = new EditorView({ doc: start, parent: host.current, extensions });
    view.current = editor;
    forceLinting(editor);
    return () => editor.destroy();
  }, [schema]);
  useEffect(() => {
    if (goTo === null || view.current === null) return;
    const at = placeOf(view.current.state.doc, goTo).from;
    view.current.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    view.current.focus();
  }, [goTo]);
  return <div className="lines-editor" ref={host} />;
}
