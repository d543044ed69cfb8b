import { autocompletion } from '@codemirror/autocomplete';
import { yaml, yamlLanguage } from '@codemirror/lang-yaml';
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import type { Extension, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { stateExtensions } from 'codemirror-json-schema';
import { yamlCompletion } from 'codemirror-json-schema/yaml';
import { CheckAnswer, type SiteFileProblem, type SiteSchema } from '../../../../contract/site-files.ts';
import { request } from '../../../data/request.ts';
import { look } from './look.ts';

export interface SiteFileExtensions {
  readonly label: string;
  readonly checkPath: string;
  readonly schema: SiteSchema;
  readonly onChange: (text: string) => void;
  readonly onCheck: (check: CheckAnswer) => void;
}

/** So long nobody types before the text is checked. */
const quietMs = 500;

/** YAML with the schema's completion; what is wrong is marked by the server, which knows all the rules. */
export function siteFileExtensions({ label, checkPath, schema, onChange, onCheck }: SiteFileExtensions): Extension {
  return [
    basicSetup,
    yaml(),
    yamlLanguage.data.of({ autocomplete: yamlCompletion() }),
    autocompletion({ icons: false }),
    stateExtensions(schema),
    linter((view) => marksOf(view, checkPath, onCheck), { delay: quietMs }),
    lintGutter(),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
    look,
  ];
}

async function marksOf(
  view: EditorView,
  path: string,
  onCheck: (check: CheckAnswer) => void,
): Promise<readonly Diagnostic[]> {
  const { doc } = view.state;
  const check = await request(CheckAnswer, path, { method: 'POST', body: { text: doc.toString() } }).catch(
    (error: unknown) => failedCheck(error),
  );
  if (view.state.doc !== doc) return [];
  onCheck(check);
  return check.problems.map((problem) => {
    const { severity, message } = problem;
    return { ...placeOf(doc, problem), severity, message };
  });
}

/** Whatever keeps the text from being checked keeps it from being saved. */
function failedCheck(error: unknown): CheckAnswer {
  const message = error instanceof Error ? error.message : String(error);
  return { problems: [{ severity: 'error', file: '', line: 1, column: 1, message }], changes: [] };
}

/** From the column to the end of the word there. */
export function placeOf(
  doc: Text,
  { line, column }: Pick<SiteFileProblem, 'line' | 'column'>,
): { readonly from: number; readonly to: number } {
  const found = doc.line(Math.min(Math.max(1, line), doc.lines));
  const from = Math.min(found.from + Math.max(0, column - 1), found.to);
  const word = /^[\w.$@+-]+/.exec(found.text.slice(from - found.from))?.[0] ?? '';
  return { from, to: Math.min(found.to, from + Math.max(1, word.length)) };
}
