import { z } from 'zod';
import { type Clock, pause } from '../real-clock.ts';
import type { CallSwitch } from './call-switch.ts';
import { controlRoute } from './control-route.ts';
import type { DeskLog, NumberedEntry } from './desk-log.ts';
import { openEventStream } from './event-stream.ts';
import type { Decision } from './held-phone.ts';
import { type Route, type RouteRequest, sendJson } from './http-routes.ts';
import type { Inbox } from './inbox.ts';
import type { People } from './people.ts';
import type { SimulatedCall } from './simulated-call.ts';

export interface DeskOptions {
  readonly clock: Clock;
  readonly calls: CallSwitch;
  readonly people: People;
  readonly inbox: Inbox;
  readonly desk: DeskLog;
  readonly closing: AbortSignal;
}

/** Null: it reads out nothing any more. */
const Heard = z.strictObject({ position: z.int().min(0).nullable() });

/** What a phone in a browser needs beside the control API: everything in one stream, and to play whoever is called. */
export function deskRoutes(options: DeskOptions): readonly Route[] {
  return [
    controlRoute('GET', '/sandbox/desk/events', (request) => follow(options, request)),
    onCall(options, 'answer', (call) => decide(call, 'answered')),
    onCall(options, 'decline', (call) => decide(call, 'busy')),
    onCall(options, 'heard', (call, body) => {
      const { position } = Heard.parse(JSON.parse(body));
      if (position === null) call.context.pace.release();
      else call.context.pace.report(position);
      return null;
    }),
    controlRoute('GET', '/sandbox/inbox/(\\d{1,9})/files/(\\d{1,3})', (request) => sendFile(options.inbox, request)),
  ];
}

const decide = (call: SimulatedCall, decision: Decision): string | null =>
  call.held.decide(decision) ? null : 'this phone does not ring any more, or not for you to answer';

/** What `act` answers is why it cannot be done now. */
function onCall(
  { calls }: DeskOptions,
  name: string,
  act: (call: SimulatedCall, body: string) => string | null,
): Route {
  return controlRoute('POST', `/sandbox/calls/(CA[0-9a-f]{32})/${name}`, ({ response, path, body }) => {
    const call = calls.find(path[0] ?? '');
    if (call === null) return sendJson(response, 404, { message: 'no such call' });
    const problem = act(call, body);
    if (problem === null) sendJson(response, 202, {});
    else sendJson(response, 409, { message: problem });
  });
}

/**
 * Goes on after `?after=`, or after Last-Event-ID. With `?plays=people` whoever is not known is played by hand as long
 * as the stream is open.
 */
function follow(options: DeskOptions, { raw, response, query }: RouteRequest): void {
  const { clock, people, desk } = options;
  const after = raw.headers['last-event-id'] ?? query.get('after');
  const leave = query.get('plays') === 'people' ? people.play() : () => {};
  let stop = (): void => {};
  const stream = openEventStream(clock, response, () => {
    stop();
    leave();
    if (!people.isPlayed) void hangUpDeserted(options);
  });
  const { entries, restarts } = desk.since(typeof after === 'string' ? after : null);
  if (restarts) response.write('event: restart\ndata: {}\n\n');
  const send = ({ id, entry }: NumberedEntry) => stream.send(id, entry);
  for (const entry of entries) send(entry);
  stop = desk.subscribe(send);
}

/** A page that is only loaded anew is back by then. */
const DESERTED_MS = 20_000;

/** Nobody is there any more to talk for those who were played by hand. */
async function hangUpDeserted({ clock, people, calls, closing }: DeskOptions): Promise<void> {
  if ((await pause(clock, DESERTED_MS, closing)) === 'aborted' || people.isPlayed) return;
  for (const call of calls.calls) if (call.held.decision === 'answered') call.hangup();
}

function sendFile(inbox: Inbox, { response, path }: RouteRequest): void {
  const file = inbox.file(Number(path[0]), Number(path[1]));
  if (file === null) return sendJson(response, 404, { message: 'no such file' });
  const name = encodeURIComponent(file.name === '' ? 'attachment' : file.name);
  response.writeHead(200, {
    'content-type': file.type,
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'x-content-type-options': 'nosniff',
  });
  response.end(file.content);
}
