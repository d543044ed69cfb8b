import express, { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import type { SiteBook } from '../../domain/line-in-force.ts';
import type { OperatorCommand } from '../../domain/operator-command.ts';
import { transferRefusal } from '../../domain/transfer-refusal.ts';
import type { Store, StoredCall } from '../../ports/store.ts';
import type { Clock, Ids } from '../../ports.ts';
import { type CommandAccepted, CommandRequest, type Commands } from '../contract/commands.ts';
import { isLost, isWithBot } from '../contract/live-state.ts';
import { findCall } from '../find-call.ts';
import { atLeast, operatorOf } from '../operator.ts';
import { masked } from '../unmask.ts';
import { liveCall } from './live-calls.ts';

export interface CommandsApiDependencies {
  readonly store: Pick<
    Store,
    'findCall' | 'findCallById' | 'eventsOfCall' | 'addCommand' | 'commandsOfCall' | 'appendAudit'
  >;
  readonly siteBook: Pick<SiteBook, 'lineAtVersion'>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The call may be running in this process: it need not wait for the next look. */
  readonly nudge: (callId: string) => void;
}

/**
 * What operators have calls in progress do: `POST /api/calls/:id/commands`, by our own id or the carrier's. The session
 * takes it from the store, in whichever process it is; here it is only said no to what cannot be.
 */
export function commandsApi(dependencies: CommandsApiDependencies): Router {
  const router = Router();
  const { store } = dependencies;
  router.get('/calls/:id/commands', async (request, response) => {
    const stored = await findCall(store, String(request.params.id));
    if (stored === null) return unknown(response);
    const commands = await store.commandsOfCall(stored.call.id);
    const answer: Commands = {
      commands: commands.map(({ callId: _, text, ...command }) => ({ ...command, text: masked.text(text) })),
    };
    response.json(answer);
  });
  router.post(
    '/calls/:id/commands',
    atLeast('operator'),
    express.json({ limit: '8kb' }),
    (request: Request, response: Response) => give(dependencies, request, response),
  );
  return router;
}

const unknown = (response: Response): void => void response.status(404).json({ error: 'There is no such call.' });

async function give(dependencies: CommandsApiDependencies, request: Request, response: Response): Promise<void> {
  const { store, clock, ids, nudge } = dependencies;
  const asked = CommandRequest.safeParse(request.body);
  if (!asked.success) return void response.status(400).json({ error: problemOf(asked.error) });
  const stored = await findCall(store, String(request.params.id));
  if (stored === null) return unknown(response);
  const refusal = await refusalOf(dependencies, stored, asked.data.kind);
  if (refusal !== null) return void response.status(409).json({ error: refusal });
  const operator = operatorOf(response).name;
  const command: OperatorCommand = {
    id: ids.next('cmd'),
    callId: stored.call.id,
    text: '',
    now: false,
    ...asked.data,
    operator,
    at: clock.now(),
  };
  const subject = `call ${command.callId}`;
  const detail = { kind: command.kind, command: command.id };
  await store.appendAudit({ at: command.at, operator, action: 'command', subject, detail });
  if (!(await store.addCommand(command))) return void response.status(409).json({ error: ended });
  nudge(command.callId);
  const accepted: CommandAccepted = { id: command.id };
  response.status(202).json(accepted);
}

const ended = 'The call has ended.';

/** Why this call cannot do it now; null: it can, as far as is known here. */
async function refusalOf(
  { store, siteBook, clock }: CommandsApiDependencies,
  { call, status, siteVersion }: StoredCall,
  kind: OperatorCommand['kind'],
): Promise<string | null> {
  if (status !== null) return ended;
  const live = liveCall(call, await store.eventsOfCall(call.id), masked);
  const now = clock.now();
  if (isLost(live, now)) return 'Nothing was heard of this call for long: the server that had it must have stopped.';
  if (!isWithBot(live)) return awayWords[live.doing.kind] ?? ended;
  if (kind !== 'transfer') return null;
  const inForce = await siteBook.lineAtVersion(siteVersion, call.lineId);
  return inForce === null ? 'The line of this call is not known any more.' : transferRefusal(inForce, now);
}

const awayWords: Readonly<Record<string, string>> = {
  'handing-off': 'The bot has left the call: a person is being reached for the caller.',
  ringing: 'The bot has left the call: the phone of a person is ringing.',
  bridged: 'The bot has left the call: the caller is talking to a person.',
  closing: 'The call is ending.',
};

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  return `The command was not understood${field === '' ? '' : ` (${field})`}: ${issue?.message ?? 'it is invalid'}.`;
}
