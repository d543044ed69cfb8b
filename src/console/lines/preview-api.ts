import { Router } from 'express';
import { z } from 'zod';
import { isLineOpen } from '../../domain/hours.ts';
import { currentLine, type LineInForce, lineZone, type SiteBook } from '../../domain/line-in-force.ts';
import { localAt, localToEpoch } from '../../domain/local-time.ts';
import { previewCallers } from '../../domain/preview-caller.ts';
import { openTargets } from '../../domain/transfer-targets.ts';
import type { PreviewTools } from '../../ports/preview-tools.ts';
import type { LinePreview } from '../contract/lines.ts';
import { readRequest } from '../read-request.ts';
import { opensAt } from './line-summary.ts';

const Query = z.object({
  at: z.string().max(30, 'write a day and a time, for example 2026-11-29T09:00'),
  caller: z.enum(previewCallers, `write one of ${previewCallers.join(', ')}`).default('known'),
});

/** `GET /api/lines/:site/:line/preview?at=2026-11-29T09:00&caller=known`: what a call at that time would be offered. */
export function previewApi({
  siteBook,
  previewTools,
}: {
  readonly siteBook: SiteBook;
  readonly previewTools: PreviewTools;
}): Router {
  const router = Router();
  router.get('/lines/:site/:line/preview', (request, response) => {
    const { site: siteId, line: lineId } = request.params;
    const inForce = currentLine(siteBook, { siteId, lineId });
    if (inForce === null) return void response.status(404).json({ error: 'There is no such line.' });
    const query = readRequest(Query, request.query, response);
    if (query === null) return;
    const at = localToEpoch(query.at, lineZone(inForce));
    if (at === null) return void response.status(400).json({ error: noSuchTime(query.at, lineZone(inForce)) });
    response.json(previewOf(inForce, at, query.caller, previewTools));
  });
  return router;
}

const noSuchTime = (at: string, zone: string): string =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(at)
    ? `No clock in ${zone} ever shows that time: clocks are put forward over it, or it is no day of the calendar.`
    : 'at: write a day and a time, for example 2026-11-29T09:00.';

function previewOf(
  inForce: LineInForce,
  at: number,
  caller: LinePreview['caller'],
  previewTools: PreviewTools,
): LinePreview {
  const actions = new Set([...inForce.site.actions, ...inForce.line.actions].map(({ name }) => name));
  return {
    ...{ at, caller, timeZone: lineZone(inForce) },
    local: localAt(at, lineZone(inForce)),
    isOpen: isLineOpen(inForce, at),
    opensAt: opensAt(inForce, at),
    people: openTargets(inForce, at).map(({ id, department = null }) => ({ id, department })),
    tools: previewTools(inForce, at, caller).map((tool) => ({ ...tool, isAction: actions.has(tool.name) })),
  };
}
