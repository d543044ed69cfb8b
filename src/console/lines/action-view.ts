import type { Action } from '../../domain/action.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import type { LineDetail } from '../contract/lines.ts';
import type { Shown } from '../unmask.ts';

/** The actions of a line: its site's first, as a call has them. */
export function actionViews({ site, line }: LineInForce, shown: Shown): LineDetail['actions'] {
  const view = (ofSite: boolean) => (action: Action) => ({
    name: action.name,
    type: action.type,
    description: action.description,
    isAsync: action.async,
    ofSite,
    to: recipients(action, shown),
    parameters: action.parameters.map(({ name }) => name),
  });
  return [...site.actions.map(view(true)), ...line.actions.map(view(false))];
}

/** Of a request the host; headers and templates stay in the file. */
function recipients(action: Action, shown: Shown): string {
  if (action.type === 'http_request') return `${action.method} ${hostOf(action.url)}`;
  return [action.to]
    .flat()
    .map((to) => recipient(to, shown))
    .join(', ');
}

function recipient(to: string, shown: Shown): string {
  if (to === 'model') return 'whom the caller names';
  if (to === 'contact') return 'the address on file';
  if (to === 'caller') return 'the caller';
  return to.startsWith('+') ? shown.number(to) : shown.address(to);
}

const hostOf = (url: string): string => /^https?:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
