import { z } from 'zod';
import { controlRoute } from '../carrier/control-route.ts';
import { EventLog } from '../carrier/event-log.ts';
import { type Route, type RouteRequest, sendJson } from '../carrier/http-routes.ts';
import { newSid } from '../carrier/sid.ts';
import type { Clock } from '../real-clock.ts';
import { type CallScript, parseCallScript } from './call-script.ts';
import { CarrierClient } from './carrier-client.ts';
import { listScripts, MAX_SCRIPT_BYTES, readSavedScript } from './saved-scripts.ts';
import { type RunView, ScriptRun } from './script-run.ts';

export interface ScriptDeskOptions {
  /** Where the saved scripts lie. */
  readonly directory: string;
  readonly clock: Clock;
  /** The stand-in these scripts call through. */
  readonly carrierUrl: () => string;
}

const NewRun = z.strictObject({
  to: z.string().min(1).max(300),
  file: z.string().max(200).optional(),
  /** YAML or JSON, instead of a file's. */
  script: z.string().max(MAX_SCRIPT_BYTES).optional(),
});

/** Plays scripts for who watches from elsewhere, one at a time: they share the people who are called. */
export class ScriptDesk {
  readonly runs = new EventLog<RunView>();
  readonly #options: ScriptDeskOptions;
  #run: ScriptRun | null = null;

  constructor(options: ScriptDeskOptions) {
    this.#options = options;
  }

  get routes(): readonly Route[] {
    return [
      controlRoute('GET', '/sandbox/scripts', async ({ response }) =>
        sendJson(response, 200, { scripts: await listScripts(this.#options.directory) }),
      ),
      controlRoute('POST', '/sandbox/scripts/runs', (request) => this.#start(request)),
      controlRoute('POST', '/sandbox/scripts/runs/(RN[0-9a-f]{32})/stop', ({ response, path }) => {
        if (this.#run === null || this.#run.view.id !== path[0])
          return sendJson(response, 404, { message: 'no such run' });
        this.#run.stop();
        sendJson(response, 202, {});
      }),
    ];
  }

  /** Stops what is being played; resolves when it is over. */
  async close(): Promise<void> {
    this.#run?.stop();
    await this.#run?.over;
  }

  async #start({ response, body }: RouteRequest): Promise<void> {
    const { to, file, script: text } = NewRun.parse(JSON.parse(body));
    const script =
      text === undefined ? await readSavedScript(this.#options.directory, file ?? '') : parseCallScript(text);
    if (typeof script === 'string') return sendJson(response, 400, { message: script });
    if (this.#run?.view.state === 'running')
      return sendJson(response, 409, { message: `"${this.#run.view.name}" is being played. Stop it first.` });
    this.#run = this.#play(script, to);
    sendJson(response, 201, { id: this.#run.view.id });
  }

  #play(script: CallScript, to: string): ScriptRun {
    const { clock, carrierUrl } = this.#options;
    const client = new CarrierClient(carrierUrl());
    return new ScriptRun({ id: newSid('RN'), script, to, client, clock, views: this.runs });
  }
}
