import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { currentLine } from '../../domain/line-in-force.ts';
import { PlaceCall, type PlacedCall, phoneActs, SendText } from '../contract/phone.ts';
import { atLeast } from '../operator.ts';
import { callerFor } from './phone-book.ts';
import { keepCall, notFound, type PhoneDependencies, type PhoneDesk, parsed, passOn } from './phone-desk.ts';
import { phoneRecord } from './phone-record.ts';
import { phoneSetup } from './phone-setup.ts';
import { pipeStream } from './pipe-stream.ts';
import { scriptRoutes } from './script-routes.ts';
import { askStandIn, type StandInAnswer } from './stand-in.ts';

const NO_SANDBOX = 'This server has no sandbox: its calls come from Twilio. Dial its number by phone.';
const CALL = /^CA[0-9a-f]{32}$/;
const NUMBER = /^\d{1,9}$/;

/** The phone in the browser, below `/api/phone`: what it does goes on to the stand-in for the carrier. For operators. */
export function phoneApi(dependencies: PhoneDependencies): Router {
  const { sandbox, siteBook, store, clock } = dependencies;
  const desk: PhoneDesk = { ...dependencies, carrierUrl: () => sandbox()?.carrierUrl ?? '' };
  const router = Router();
  router.use(present(dependencies), atLeast('operator'), express.json({ limit: '200kb' }));
  router.get('/', async (_request, response) => {
    response.set('Cache-Control', 'no-store').json(await phoneSetup(siteBook.sites(), store, clock.now()));
  });
  router.post(
    '/calls',
    parsed(PlaceCall, (order, response) => placeCall(desk, order, response)),
  );
  router.post(
    '/texts',
    parsed(SendText, (order, response) => sendText(desk, order, response)),
  );
  router.get('/stream', (request, response) => pipeStream(streamUrl(desk, request), request, response));
  router.get('/inbox/:item/files/:index', (request, response) => {
    const { item, index } = request.params;
    if (!NUMBER.test(item) || !NUMBER.test(index)) return notFound(response);
    return pipeStream(`${desk.carrierUrl()}/sandbox/inbox/${item}/files/${index}`, request, response);
  });
  for (const act of Object.keys(phoneActs) as (keyof typeof phoneActs)[])
    router.post(`/calls/:sid/${act}`, (request, response) => doAct(desk, act, request, response));
  router.get('/calls/:sid/record', async (request, response) => {
    const stored = await store.findCall(request.params.sid);
    if (stored === null) return notFound(response);
    const events = await store.eventsOfCall(stored.call.id);
    response.set('Cache-Control', 'no-store').json(phoneRecord(stored.call.id, events));
  });
  router.use(scriptRoutes(desk));
  return router;
}

const present =
  ({ sandbox }: Pick<PhoneDependencies, 'sandbox'>): RequestHandler =>
  (_request, response, next) => {
    if (sandbox() !== null) return next();
    response.status(404).json({ error: NO_SANDBOX });
  };

async function placeCall(desk: PhoneDesk, order: PlaceCall, response: Response): Promise<void> {
  const parties = await partiesOf(desk, order, response);
  if (parties === null) return;
  const { from, to } = parties;
  await keepCall(desk, response, order, order.as.kind);
  const answer = await askStandIn(desk.carrierUrl(), '/sandbox/calls', { from, to });
  const sid = sidOf(answer);
  if (sid === null) return passOn(answer, response);
  response.status(201).json({ sid, from, to } satisfies PlacedCall);
}

async function sendText(desk: PhoneDesk, order: SendText, response: Response): Promise<void> {
  const parties = await partiesOf(desk, order, response);
  if (parties === null) return;
  if (order.as.kind === 'sip' || order.as.kind === 'anonymous')
    return void response.status(400).json({ error: 'A text comes from a number: call as a contact or from a number.' });
  const { from, to } = parties;
  passOn(await askStandIn(desk.carrierUrl(), '/sandbox/texts', { from, to, body: order.body }), response);
}

/** Null: answered already. */
async function partiesOf(
  { siteBook, store }: PhoneDesk,
  order: Pick<PlaceCall, 'siteId' | 'lineId' | 'as'>,
  response: Response,
): Promise<{ readonly from: string; readonly to: string } | null> {
  const found = currentLine(siteBook, order);
  if (found === null) {
    response.status(404).json({ error: 'There is no such line.' });
    return null;
  }
  const caller = await callerFor(order.as, found.site, store);
  if ('from' in caller) return { from: caller.from, to: found.line.numbers[0] ?? '' };
  response.status(400).json({ error: caller.problem });
  return null;
}

async function doAct(
  desk: PhoneDesk,
  act: keyof typeof phoneActs,
  request: Request,
  response: Response,
): Promise<void> {
  const sid = String(request.params.sid);
  if (!CALL.test(sid)) return notFound(response);
  const handle = async (body: unknown): Promise<void> =>
    passOn(await askStandIn(desk.carrierUrl(), `/sandbox/calls/${sid}/${act}`, body), response);
  await parsed<unknown>(phoneActs[act], handle)(request, response, () => {});
}

function sidOf({ status, body }: StandInAnswer): string | null {
  const sid = typeof body === 'object' && body !== null && 'sid' in body ? body.sid : null;
  return status === 201 && typeof sid === 'string' ? sid : null;
}

function streamUrl({ carrierUrl }: PhoneDesk, request: Request): string {
  const { plays, after } = request.query;
  const query = new URLSearchParams({
    ...(plays === 'people' && { plays }),
    ...(typeof after === 'string' && after.length < 64 && { after }),
  });
  return `${carrierUrl()}/sandbox/desk/events?${query}`;
}
