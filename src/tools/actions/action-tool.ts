import type { Action } from '../../domain/action.ts';
import type { LineInForce } from '../../domain/line-in-force.ts';
import type { Tool } from '../tool.ts';
import { emailAction } from './email-action.ts';
import { httpAction } from './http-action.ts';
import { previousFailed } from './previous-runs.ts';
import { smsAction } from './sms-action.ts';

/** A configured action as a tool of its own. Built for a line, so that the model sees what it needs. */
export function actionTool(action: Action, inForce: LineInForce): Tool {
  return { ...toolOf(action, inForce), refuses: (run) => previousFailed(action, run) } as Tool;
}

function toolOf(action: Action, inForce: LineInForce) {
  switch (action.type) {
    case 'send_email':
      return emailAction(action, inForce);
    case 'send_sms':
      return smsAction(action);
    case 'http_request':
      return httpAction(action);
  }
}
