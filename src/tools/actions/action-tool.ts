import type { Action } from '../../domain/action.ts';
import type { Tool } from '../tool.ts';
import { emailAction } from './email-action.ts';
import { httpAction } from './http-action.ts';
import { previousFailed } from './previous-runs.ts';
import { smsAction } from './sms-action.ts';

/** A configured action as a tool of its own, with the arguments it needs. */
export function actionTool(action: Action): Tool {
  return { ...toolOf(action), refuses: (run) => previousFailed(action, run) } as Tool;
}

function toolOf(action: Action) {
  switch (action.type) {
    case 'send_email':
      return emailAction(action);
    case 'send_sms':
      return smsAction(action);
    case 'http_request':
      return httpAction(action);
  }
}
