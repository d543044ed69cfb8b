import { type Response, Router } from 'express';
import { currentLine } from '../../domain/line-in-force.ts';
import { SavedScripts, StartedRun, StartRun } from '../contract/phone.ts';
import { findCall } from '../find-call.ts';
import { keepCall, notFound, type PhoneDesk, parsed, passOn } from './phone-desk.ts';
import { replayScript } from './replay-script.ts';
import { askStandIn } from './stand-in.ts';

const RUN = /^RN[0-9a-f]{32}$/;

/** Saved scripts and replays of past calls: listed, played one at a time, stopped. */
export function scriptRoutes(desk: PhoneDesk): Router {
  const router = Router();
  router.get('/scripts', async (_request, response) => {
    const scripts = await savedScripts(desk);
    if (scripts === null) return void response.status(502).json({ error: 'The sandbox does not answer.' });
    response.set('Cache-Control', 'no-store').json(scripts);
  });
  router.post(
    '/runs',
    parsed(StartRun, (order, response) =>
      'file' in order ? runFile(desk, order.file, response) : replay(desk, order.replay, response),
    ),
  );
  router.post('/runs/:id/stop', async (request, response) => {
    if (!RUN.test(request.params.id)) return notFound(response);
    passOn(await askStandIn(desk.carrierUrl(), `/sandbox/scripts/runs/${request.params.id}/stop`, {}), response);
  });
  return router;
}

async function savedScripts({ carrierUrl }: PhoneDesk): Promise<SavedScripts | null> {
  const { body } = await askStandIn(carrierUrl(), '/sandbox/scripts');
  return SavedScripts.safeParse(body).data ?? null;
}

async function runFile(desk: PhoneDesk, file: string, response: Response): Promise<void> {
  const script = (await savedScripts(desk))?.scripts.find((one) => one.file === file);
  if (script === undefined) return void response.status(404).json({ error: 'There is no such script.' });
  const line = script.problem === null ? lineNamed(desk, script.line) : null;
  if (line === null)
    return void response
      .status(409)
      .json({ error: script.problem ?? `The script calls no line there is: ${script.line}.` });
  await keepCall(desk, response, line, 'script');
  await start(desk, { to: line.number, file }, response);
}

/** `support`, or `site/support`; without a name the only line there is. */
function lineNamed({ siteBook }: PhoneDesk, name: string | null) {
  const lines = siteBook
    .sites()
    .flatMap((site) =>
      site.lines.map(({ id, numbers }) => ({ siteId: site.id, lineId: id, number: numbers[0] ?? '' })),
    );
  const fits = lines.filter(({ siteId, lineId }) => name === null || name === lineId || name === `${siteId}/${lineId}`);
  return fits.length === 1 ? (fits[0] ?? null) : null;
}

async function replay(desk: PhoneDesk, id: string, response: Response): Promise<void> {
  const { store, siteBook } = desk;
  const stored = await findCall(store, id);
  if (stored === null) return notFound(response);
  const { call } = stored;
  const found = currentLine(siteBook, call);
  if (found === null) return void response.status(409).json({ error: 'The line of that call is not there any more.' });
  const script = replayScript(call, await store.eventsOfCall(call.id));
  if (script === null)
    return void response.status(409).json({ error: 'In that call the caller said and pressed nothing.' });
  await keepCall(desk, response, call, 'replay');
  await start(desk, { to: found.line.numbers[0] ?? '', script: JSON.stringify(script) }, response);
}

async function start(desk: PhoneDesk, run: unknown, response: Response): Promise<void> {
  const answer = await askStandIn(desk.carrierUrl(), '/sandbox/scripts/runs', run);
  const started = answer.status === 201 ? StartedRun.safeParse(answer.body) : null;
  if (started?.success === true) response.status(201).json(started.data);
  else passOn(answer, response);
}
