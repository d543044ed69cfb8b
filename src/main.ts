import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBatchedJournal } from './adapters/batched-journal.ts';
import { createDirectoryArchive } from './adapters/directory-archive.ts';
import { createHttpRequester } from './adapters/http-requester.ts';
import { createLinkSigner } from './adapters/link-signer.ts';
import { ModelBreaker } from './adapters/model-breaker.ts';
import { openStore } from './adapters/open-store.ts';
import { createChatModel } from './adapters/openai-chat.ts';
import { createResponsesModel } from './adapters/openai-responses.ts';
import { createPinoLog } from './adapters/pino-log.ts';
import { createProcessHealth } from './adapters/process-health.ts';
import { createPrometheusMetrics } from './adapters/prometheus-metrics.ts';
import { createRandomIds } from './adapters/random-ids.ts';
import { replaceFile } from './adapters/replace-file.ts';
import { createResilientModel } from './adapters/resilient-model.ts';
import { createS3Archive } from './adapters/s3-archive.ts';
import { createScryptPasswordHasher } from './adapters/scrypt-password-hasher.ts';
import { createSmtpMailer } from './adapters/smtp-mailer.ts';
import { systemClock as clock } from './adapters/system-clock.ts';
import { createTwilioCalls } from './adapters/twilio-calls.ts';
import { createTwilioCarrier } from './adapters/twilio-carrier.ts';
import { createTwilioRecordings } from './adapters/twilio-recordings.ts';
import { createTwilioRequestVerifier } from './adapters/twilio-request-verifier.ts';
import { VendorWatch, watchedCarrier, watchedMailer, watchedModel, watchedPlacer } from './adapters/vendor-watch.ts';
import { type App, createApp } from './app.ts';
import { printBanner, serverParts } from './banner.ts';
import { configurationWarnings } from './config/configuration-warnings.ts';
import { type Environment, processEnvironment, readEnvironment } from './config/env.ts';
import { readFileBelow } from './config/find-file.ts';
import { findMailServer } from './config/mail-servers.ts';
import { createSiteBook } from './config/site-book.ts';
import { createSiteFileEditor } from './config/site-file-editor.ts';
import { attachmentLimitBytes } from './domain/attachment-limit.ts';
import { createMessageStatusUrl } from './domain/callback-urls.ts';
import { importContacts } from './domain/contact-import.ts';
import { AttendantError } from './domain/errors.ts';
import type { SiteBook } from './domain/line-in-force.ts';
import type { VendorName } from './domain/vendor-name.ts';
import { createAnnounceCallback } from './jobs/announce-callback.ts';
import { createApplyRetention } from './jobs/apply-retention.ts';
import { createDeletePerson } from './jobs/delete-person.ts';
import { createDeliver } from './jobs/deliver-message.ts';
import { createFetchRecording } from './jobs/fetch-recording.ts';
import { createCallFollowUp, createFollowUp, type FollowUpDependencies } from './jobs/follow-up.ts';
import { withNextAttempt } from './jobs/run-jobs.ts';
import { createStartWrapUp, createWrapUp } from './jobs/wrap-up.ts';
import type { RecordingArchive } from './ports/recorder.ts';
import type { Store } from './ports/store.ts';
import type { Deliver, Log, Mailer, Metrics, Model } from './ports.ts';
import { type Sandbox, startSandbox } from './start-sandbox.ts';

/** Starts one process: env → config → adapters → app → listen; signals → drain. */
async function main(): Promise<void> {
  const environment = readEnvironment(processEnvironment());
  const log = createPinoLog(environment.logLevel);
  process.on('unhandledRejection', (error) => log.error('a promise failed unobserved; calls go on', { error }));
  for (const warning of environment.warnings) log.warn(warning);
  let started: App | null = null;
  const ids = createRandomIds(clock);
  const metrics = createPrometheusMetrics();
  const opened = await openStore({ ...environment, clock, ids, log, onEvents: () => started?.eventsWritten() });
  const { store, jobs } = opened;
  const siteBook = await createSiteBook({
    directory: environment.configDirectory,
    store,
    clock,
    log,
    watch: true,
    secrets: environment.secret,
    sandboxed: environment.sandboxed,
  });
  let publicUrl = environment.publicUrl ?? '';
  const sandbox = await startSandbox(environment, clock, ids, () => publicUrl);
  const twilio = environment.twilio ?? sandbox.twilio;
  const watch = new VendorWatch(clock);
  const carrier = watchedCarrier(createTwilioCarrier({ ...twilio, clock, log }), watch);
  const mailer = watchedMailer(createMailer(siteBook, environment, sandbox, log), watch);
  const requester = createHttpRequester({ clock });
  const following: FollowUpDependencies = {
    store,
    siteBook,
    deliver: (messageId, behind) => deliver(messageId, behind),
    clock,
    ids,
    log,
    nudge: (callId) => app.nudge(callId),
  };
  const followUp = createFollowUp(following);
  const deliver: Deliver = createDeliver({
    store,
    carrier,
    mailer,
    requester,
    siteBook,
    secret: environment.secret,
    clock,
    log,
    metrics,
    statusCallbackUrl: () => createMessageStatusUrl(publicUrl),
    onFinished: followUp,
  });
  const journal = createBatchedJournal({ store, clock, log });
  const breaker = new ModelBreaker(clock);
  const model = createModel(environment, sandbox, { log, metrics, breaker, watch });
  const hasFallback = environment.model !== null && environment.model.fallbackName !== null;
  const processHealth = createProcessHealth({
    version: await ownVersion(),
    parts: serverParts(environment),
    vendors: ['model', ...(hasFallback ? (['fallback model'] as const) : []), 'texts', 'calls', 'mail'],
    watch,
    breaker,
    queues: () => jobs.depths(),
    warnings: () => configurationWarnings(environment, siteBook),
    clock,
  });
  const siteFiles = createSiteFileEditor({
    directory: environment.configDirectory,
    siteBook,
    secrets: environment,
    replaceFile,
  });
  const verifier = createTwilioRequestVerifier(twilio.authToken);
  const linkSigner = createLinkSigner({ store, ids });
  const announceCallback = createAnnounceCallback({
    store,
    siteBook,
    deliver: withNextAttempt({ jobs, deliver, clock, log }),
    linkSigner,
    publicUrl: () => publicUrl,
    clock,
    ids,
    log,
  });
  const archive = createArchive(environment);
  const recorder = createTwilioRecordings(twilio);
  const afterCalls = { store, siteBook, jobs, model, deliver, recorder, archive, clock, ids, log };
  const pagesDirectory = findPages();
  const app = createApp({
    siteBook,
    store,
    jobs,
    journal,
    model,
    deliver,
    announceCallback,
    followUp,
    followUpCall: createCallFollowUp(following),
    verifier,
    clock,
    ids,
    log,
    metrics,
    publicUrl: () => publicUrl,
    ...(pagesDirectory !== null && { pagesDirectory }),
    consolePassword: environment.consolePassword,
    passwords: createScryptPasswordHasher(),
    sandbox: () => sandbox.carrier,
    linkSigner,
    processHealth,
    siteFiles,
    placer: watchedPlacer(createTwilioCalls(twilio), watch),
    recorder,
    archive,
    fetchRecording: createFetchRecording(afterCalls),
    wrapUp: createWrapUp(afterCalls),
    startWrapUp: createStartWrapUp(afterCalls),
    deletePerson: createDeletePerson(afterCalls),
    applyRetention: createApplyRetention(afterCalls),
  });
  started = app;
  if (environment.sandboxed) await importDemoContacts(environment.configDirectory, siteBook, store);
  await listen(app.server, environment);
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : environment.port;
  if (publicUrl === '')
    publicUrl = `http://${environment.host.includes(':') ? `[${environment.host}]` : environment.host}:${port}`;
  await app.start();
  printBanner({ environment, publicUrl, sites: siteBook.sites() });
  stopOnSignal(log, async () => {
    const closed = new Promise((resolve) => app.server.close(resolve));
    await app.drain(environment.drainSeconds * 1000);
    app.server.closeAllConnections();
    await closed;
    siteBook.close();
    processHealth.close();
    await mailer.close();
    await requester.close();
    await sandbox.close();
    await opened.close();
  });
}

/** `npm run build` has made them; a server without answers as well, in JSON. */
function findPages(): string | null {
  const directory = join(import.meta.dirname, '..', 'dist', 'console');
  return existsSync(join(directory, 'index.html')) ? directory : null;
}

async function ownVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

interface ModelParts {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly breaker: ModelBreaker;
  readonly watch: VendorWatch;
}

function createModel(environment: Environment, sandbox: Sandbox, { watch, ...parts }: ModelParts): Model {
  const settings = environment.model ?? sandbox.model;
  const ids = createRandomIds(clock);
  const create = settings.api === 'responses' ? createResponsesModel : createChatModel;
  const shared = { apiKey: settings.apiKey ?? 'none', baseUrl: settings.baseUrl, clock, ids, log: parts.log };
  const named = (model: string, role: VendorName): Model => watchedModel(create({ ...shared, model }), role, watch);
  const fallback = settings.fallbackName === null ? null : named(settings.fallbackName, 'fallback model');
  return createResilientModel({ ...parts, primary: named(settings.name, 'model'), fallback, clock });
}

/** Each site's mail goes by its own presets; attachments lie beside the site files. */
function createMailer(siteBook: SiteBook, environment: Environment, sandbox: Sandbox, log: Log): Mailer {
  const { secret, smtpUrl: sharedUrl, configDirectory } = environment;
  const sandboxUrl = sandbox.smtpUrl;
  return createSmtpMailer({
    server: (siteId, preset) =>
      findMailServer({ sites: siteBook.sites(), secret, sharedUrl, sandboxUrl }, siteId, preset),
    readAttachment: (path) => readFileBelow(configDirectory, path, attachmentLimitBytes),
    log,
  });
}

/** Recordings lie in the bucket that is configured, or else in the data directory. */
function createArchive({ recordings, dataDirectory }: Environment): RecordingArchive {
  return recordings === null
    ? createDirectoryArchive({ directory: join(dataDirectory, 'recordings'), clock })
    : createS3Archive({ ...recordings, spoolDirectory: join(dataDirectory, 'spool'), clock });
}

/** The demo business knows a few callers from the start. */
async function importDemoContacts(directory: string, siteBook: SiteBook, store: Store): Promise<void> {
  const csv = await readFile(join(directory, 'contacts.csv'), 'utf8').catch(() => null);
  const [site] = siteBook.sites();
  if (csv === null || site === undefined) return;
  const imported = importContacts(csv, { siteId: site.id, defaultCountry: site.country });
  if (imported.ok) await store.saveContacts(imported.value);
}

function listen(server: ReturnType<typeof createApp>['server'], { port, host }: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

/** First signal: drain. Second: leave at once. */
function stopOnSignal(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info('draining: no new calls, running ones may finish');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('not stopped cleanly', { error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

main().catch((error: unknown) => {
  const known = error instanceof AttendantError;
  process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
});
