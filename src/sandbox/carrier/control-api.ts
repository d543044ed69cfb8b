import { z } from 'zod';
import type { Clock } from '../real-clock.ts';
import type { CallSwitch } from './call-switch.ts';
import { controlRoute } from './control-route.ts';
import type { EventLog } from './event-log.ts';
import { openEventStream } from './event-stream.ts';
import { type Route, type RouteRequest, sendJson } from './http-routes.ts';
import type { InboxItem } from './inbox.ts';
import type { IncomingTexts, NewText } from './incoming-text.ts';
import { type People, Person } from './people.ts';
import type { SimulatedCall } from './simulated-call.ts';
import { type TextMessage, textJson } from './text-message.ts';

export interface ControlOptions {
  readonly clock: Clock;
  readonly calls: CallSwitch;
  readonly people: People;
  readonly texts: EventLog<TextMessage>;
  readonly inbox: EventLog<InboxItem>;
  readonly incoming: IncomingTexts;
  readonly optedOut: Set<string>;
}

const NewCall = z.strictObject({
  from: z.string().min(1),
  to: z.string().min(1),
  extra: z.record(z.string(), z.string()).optional(),
  speed: z.number().positive().max(1000).optional(),
});
/** Of a phone that reads out loud: how far it is, as a position of the leg's speech. */
const heard = { heard: z.int().min(0).optional() };
const Say = z.strictObject({ text: z.string().min(1), partials: z.boolean().optional(), ...heard });
const Press = z.strictObject({ digits: z.string().regex(/^[0-9*#]+$/), ...heard });
const Interrupt = z.strictObject({ text: z.string().min(1).optional(), ...heard });
const Text = z.strictObject({
  from: z.string().regex(/^\+[1-9]\d{6,14}$/, 'a text comes from a number'),
  to: z.string().min(1),
  body: z.string().min(1).max(1600),
  optOutType: z.enum(['STOP', 'START', 'HELP']).optional(),
});
const SetPeople = z.strictObject({
  people: z.array(z.strictObject({ address: z.string().min(1).max(300), behaviour: Person.nullable() })).max(100),
});
const OptOut = z.strictObject({ number: z.string().min(1) });

/** The phone's side of the stand-in: place a call, act as its caller, follow what happens. Loopback only. */
export function controlRoutes(options: ControlOptions): readonly Route[] {
  const onCall = (name: string, act: (call: SimulatedCall, body: unknown) => void): Route =>
    controlRoute('POST', `/sandbox/calls/(CA[0-9a-f]{32})/${name}`, (request) => actOnCall(options, request, act));
  return [
    controlRoute('POST', '/sandbox/calls', (request) => placeCall(options, request)),
    controlRoute('GET', '/sandbox/calls', ({ response }) =>
      sendJson(response, 200, { calls: options.calls.calls.map((call) => call.record) }),
    ),
    controlRoute('GET', '/sandbox/legs', ({ response }) =>
      sendJson(response, 200, { legs: options.calls.begun.events }),
    ),
    controlRoute('GET', '/sandbox/legs/events', (request) => followLog(options, request, options.calls.begun)),
    controlRoute('POST', '/sandbox/people', ({ response, body }) => {
      for (const { address, behaviour } of SetPeople.parse(JSON.parse(body)).people)
        options.people.set(address, behaviour);
      sendJson(response, 200, {});
    }),
    controlRoute('GET', '/sandbox/calls/(CA[0-9a-f]{32})/events', (request) => followCall(options, request)),
    onCall('say', (call, body) => {
      const { text, partials, heard } = Say.parse(body);
      reportHeard(call, heard);
      void call.say(text, partials === undefined ? {} : { partials });
    }),
    onCall('press', (call, body) => {
      const { digits, heard } = Press.parse(body);
      reportHeard(call, heard);
      call.press(digits);
    }),
    onCall('interrupt', (call, body) => {
      const { text, heard } = Interrupt.parse(body);
      reportHeard(call, heard);
      void call.interrupt(text);
    }),
    onCall('hangup', (call) => call.hangup()),
    controlRoute('POST', '/sandbox/texts', (request) => sendText(options, request)),
    controlRoute('GET', '/sandbox/texts', ({ response }) =>
      sendJson(response, 200, { texts: options.incoming.received.events }),
    ),
    controlRoute('GET', '/sandbox/messages', ({ response }) =>
      sendJson(response, 200, { messages: options.texts.events.map(textJson) }),
    ),
    controlRoute('GET', '/sandbox/inbox', ({ response }) => sendJson(response, 200, { items: options.inbox.events })),
    controlRoute('GET', '/sandbox/inbox/events', (request) => followLog(options, request, options.inbox)),
    controlRoute('POST', '/sandbox/opt-outs', ({ response, body }) => {
      options.optedOut.add(OptOut.parse(JSON.parse(body)).number);
      sendJson(response, 200, {});
    }),
  ];
}

function placeCall(options: ControlOptions, { response, body }: RouteRequest): void {
  const { from, to, extra, speed } = NewCall.parse(JSON.parse(body));
  const rest = { ...(extra === undefined ? {} : { extra }), ...(speed === undefined ? {} : { speed }) };
  const call = options.calls.placeCall({ from, to, ...rest });
  sendJson(response, 201, { sid: call.sid });
}

function reportHeard(call: SimulatedCall, heard: number | undefined): void {
  if (heard !== undefined) call.context.pace.report(heard);
}

/** Answers when the webhook has: with what it said, and what came back. */
async function sendText(options: ControlOptions, { response, body }: RouteRequest): Promise<void> {
  const { optOutType, ...text } = Text.parse(JSON.parse(body));
  const sent: NewText = optOutType === undefined ? text : { ...text, optOutType };
  sendJson(response, 201, await options.incoming.take(sent));
}

function actOnCall(
  options: ControlOptions,
  { response, path, body }: RouteRequest,
  act: (call: SimulatedCall, body: unknown) => void,
): void {
  const call = options.calls.find(path[0] ?? '');
  if (call === null) return sendJson(response, 404, { message: 'no such call' });
  act(call, body === '' ? {} : JSON.parse(body));
  sendJson(response, 202, {});
}

/** Everything from the beginning (or after Last-Event-ID); frames only when asked for. Ends with the call. */
function followCall(options: ControlOptions, request: RouteRequest): void {
  const call = options.calls.find(request.path[0] ?? '');
  if (call === null) return sendJson(request.response, 404, { message: 'no such call' });
  const wire = request.query.get('frames') === 'true';
  let stop = (): void => {};
  const stream = openEventStream(options.clock, request.response, () => stop());
  stop = call.log.subscribe((event, index) => {
    if (event.type !== 'frame' || wire) stream.send(index, event);
    if (event.type === 'finished') stream.end();
  }, firstWanted(request));
}

/** From the beginning, or with `?from=now` only what still comes. */
function followLog<Item>(options: ControlOptions, request: RouteRequest, log: EventLog<Item>): void {
  let stop = (): void => {};
  const stream = openEventStream(options.clock, request.response, () => stop());
  const from = request.query.get('from') === 'now' ? log.events.length : firstWanted(request);
  stop = log.subscribe((item, index) => stream.send(index, item), from);
}

function firstWanted({ raw }: RouteRequest): number {
  const seen = Number(raw.headers['last-event-id'] ?? Number.NaN);
  return Number.isInteger(seen) ? seen + 1 : 0;
}
