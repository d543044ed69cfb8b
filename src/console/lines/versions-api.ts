import { type Request, type Response, Router } from 'express';
import type { SiteFileVersion } from '../../ports/site-file-store.ts';
import { RestoreRequest, type SiteFileVersions, type SiteFileVersionText } from '../contract/site-files.ts';
import { atLeast } from '../operator.ts';
import { shownTo } from '../unmask.ts';
import { type FilesApiDependencies, jsonBody, noSuchFile, parsed } from './file-request.ts';
import { saveFile } from './save-file.ts';

const pageSize = 50;

/** Earlier texts of a site file: listed, shown, and gone back to, which is a save like any other. */
export function versionsApi(dependencies: FilesApiDependencies): Router {
  const { store } = dependencies;
  const router = Router();
  router.get('/lines/files/:name/versions', async (request, response) => {
    const { name } = request.params;
    if (!(await isThere(dependencies, name))) return void response.status(404).json(noSuchFile);
    const before = Number(request.query.before);
    const page = { limit: pageSize, ...(Number.isSafeInteger(before) && before > 0 && { before }) };
    const versions = (await store.siteFileVersions(name, page)).map(versionView);
    const next = versions.length < pageSize ? null : (versions.at(-1)?.id ?? null);
    response.json({ versions, next } satisfies SiteFileVersions);
  });
  router.get('/lines/files/:name/versions/:id', (request, response) => showVersion(dependencies, request, response));
  router.post('/lines/files/:name/versions/:id/restore', atLeast('admin'), jsonBody, async (request, response) => {
    const body = parsed(RestoreRequest, request, response);
    if (body === null) return;
    const version = await find(dependencies, request);
    if (version === null) return void response.status(404).json(noSuchVersion);
    const { name, text, id } = version;
    await saveFile(dependencies, response, { name, text, basedOn: body.basedOn, restored: id });
  });
  return router;
}

const noSuchVersion = { error: 'There is no such version of this file.' };

async function showVersion(dependencies: FilesApiDependencies, request: Request, response: Response): Promise<void> {
  const version = await find(dependencies, request);
  if (version === null) return void response.status(404).json(noSuchVersion);
  const shown = await shownTo(dependencies, request, response, `site file ${version.name} version ${version.id}`);
  if (shown === null) return;
  const isMasked = request.query.unmasked !== '1';
  const answer: SiteFileVersionText = { ...versionView(version), text: shown.text(version.text), isMasked };
  response.set('Cache-Control', 'no-store').json(answer);
}

async function find(dependencies: FilesApiDependencies, request: Request) {
  const [name, id] = [String(request.params.name), Number(request.params.id)];
  if (!Number.isSafeInteger(id) || !(await isThere(dependencies, name))) return null;
  return dependencies.store.findSiteFileVersion(name, id);
}

/** Only of files that are there: a link that leads out of the folder has none to show. */
async function isThere({ siteFiles }: FilesApiDependencies, wanted: string): Promise<boolean> {
  const { files } = await siteFiles.read();
  return files.some(({ name, text }) => name === wanted && text !== null);
}

const versionView = ({ id, hash, at, by, length }: SiteFileVersion) => ({ id, hash, at, by, length });
