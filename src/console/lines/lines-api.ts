import { Router } from 'express';
import { currentLine, type LineInForce } from '../../domain/line-in-force.ts';
import type { Site } from '../../domain/site.ts';
import type { ConsoleDependencies } from '../console-dependencies.ts';
import type { LineDetail, LinesInForce } from '../contract/lines.ts';
import { shownTo } from '../unmask.ts';
import { filesApi } from './files-api.ts';
import { lineSummary } from './line-summary.ts';
import { lineView } from './line-view.ts';
import { previewApi } from './preview-api.ts';

/** `/api/lines`: what is in force, what a call would be offered, and the files it all comes from. */
export function linesApi(dependencies: ConsoleDependencies): Router {
  const { siteBook, clock, previewTools, siteFiles } = dependencies;
  const router = Router();
  router.get('/lines', (_request, response) => {
    const at = clock.now();
    const answer: LinesInForce = { at, sites: siteBook.sites().map((site) => siteView(dependencies, site, at)) };
    response.json(answer);
  });
  if (siteFiles !== undefined) router.use(filesApi({ ...dependencies, siteFiles }));
  if (previewTools !== undefined) router.use(previewApi({ siteBook, previewTools }));
  router.get('/lines/:site/:line', async (request, response) => {
    const { site, line } = request.params;
    const inForce = currentLine(siteBook, { siteId: site, lineId: line });
    if (inForce === null) return void response.status(404).json({ error: 'There is no such line.' });
    const shown = await shownTo(dependencies, request, response, `line ${site} ${line}`);
    if (shown === null) return;
    const summary = lineSummary(inForce, clock.now(), previewTools);
    const answer: LineDetail = { ...lineView(inForce, shown), line: summary, file: await fileOf(dependencies, site) };
    response.json(answer);
  });
  return router;
}

function siteView(
  { siteBook, previewTools }: ConsoleDependencies,
  site: Site,
  at: number,
): LinesInForce['sites'][number] {
  const { id, name, plan, time_zone: timeZone } = site;
  const lines = site.lines.flatMap((line): readonly LineInForce[] => {
    const inForce = currentLine(siteBook, { siteId: id, lineId: line.id });
    return inForce === null ? [] : [inForce];
  });
  return {
    ...{ id, name, plan, timeZone, version: lines[0]?.version ?? '' },
    lines: lines.map((inForce) => lineSummary(inForce, at, previewTools)),
  };
}

async function fileOf({ siteFiles }: ConsoleDependencies, siteId: string): Promise<string | null> {
  const folder = await siteFiles?.read();
  return folder?.files.find((file) => file.siteId === siteId)?.name ?? null;
}
