import { type Request, type Response, Router } from 'express';
import {
  type CheckAnswer,
  CheckRequest,
  SaveRequest,
  type SiteFileList,
  type SiteFileText,
} from '../contract/site-files.ts';
import { atLeast } from '../operator.ts';
import { shownTo } from '../unmask.ts';
import { type FilesApiDependencies, jsonBody, noSuchFile, parsed, summaryOf } from './file-request.ts';
import { saveFile } from './save-file.ts';
import { versionsApi } from './versions-api.ts';

/** The site files: read, checked, saved, and their earlier versions. */
export function filesApi(dependencies: FilesApiDependencies): Router {
  const { siteFiles } = dependencies;
  const router = Router();
  router.get('/lines/schema', (_request, response) => void response.json(siteFiles.schema()));
  router.get('/lines/files', async (_request, response) => {
    const { files, readOnly } = await siteFiles.read();
    response.json({ files: files.map(summaryOf), readOnly } satisfies SiteFileList);
  });
  router.get('/lines/files/:name', (request, response) => showFile(dependencies, request, response));
  router.post('/lines/files/:name/check', atLeast('admin'), jsonBody, async (request, response) => {
    const body = parsed(CheckRequest, request, response);
    if (body === null) return;
    const checked = await siteFiles.check(String(request.params.name), body.text);
    if (checked === null) return void response.status(404).json(noSuchFile);
    const { problems, changes } = checked;
    response.json({ problems: [...problems], changes: [...changes] } satisfies CheckAnswer);
  });
  router.put('/lines/files/:name', atLeast('admin'), jsonBody, async (request, response) => {
    const body = parsed(SaveRequest, request, response);
    if (body !== null) await saveFile(dependencies, response, { name: String(request.params.name), ...body });
  });
  router.use(versionsApi(dependencies));
  return router;
}

async function showFile(dependencies: FilesApiDependencies, request: Request, response: Response): Promise<void> {
  const { files, readOnly } = await dependencies.siteFiles.read();
  const file = files.find(({ name }) => name === request.params.name);
  if (file === undefined) return void response.status(404).json(noSuchFile);
  const shown = await shownTo(dependencies, request, response, `site file ${file.name}`);
  if (shown === null) return;
  const text = file.text === null ? null : shown.text(file.text);
  const answer: SiteFileText = { ...summaryOf(file), text, isMasked: request.query.unmasked !== '1', readOnly };
  response.set('Cache-Control', 'no-store').json(answer);
}
