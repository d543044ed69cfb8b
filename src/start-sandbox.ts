import { join } from 'node:path';
import type { Environment, ModelSettings, TwilioSettings } from './config/env.ts';
import type { Clock, Ids } from './ports.ts';
import { type CarrierServer, startCarrier } from './sandbox/carrier/carrier-server.ts';
import { startMailbox } from './sandbox/mailbox/mailbox.ts';
import { startModelServer } from './sandbox/model/model-server.ts';
import { ScriptDesk } from './sandbox/phone/script-desk.ts';

/** The stand-ins for what is not configured; each falls in on its own. */
export interface Sandbox {
  readonly twilio: TwilioSettings;
  readonly model: ModelSettings;
  readonly smtpUrl: string | null;
  /** Null where the real carrier is configured. */
  readonly carrier: { readonly carrierUrl: string } | null;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/** Starts the stand-ins on loopback. They know this server only by its URLs, as the real services do. */
export async function startSandbox(
  environment: Environment,
  clock: Clock,
  ids: Ids,
  publicUrl: () => string,
): Promise<Sandbox> {
  const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: ids.token() };
  const mailbox = environment.smtpUrl === null ? await startMailbox({ host: loopback, port: 0 }) : null;
  const model =
    environment.model === null
      ? await startModelServer({ host: loopback, port: 0, firstTokenMs: 150, deltaMs: 20 })
      : null;
  const scripts = new ScriptDesk({
    directory: join(environment.configDirectory, 'scripts'),
    clock,
    carrierUrl: () => carrier?.url ?? '',
  });
  const carrier: CarrierServer | null =
    environment.twilio === null
      ? await startCarrier({
          ...account,
          host: loopback,
          port: environment.sandboxPort,
          voiceUrl: () => `${publicUrl()}/twilio/voice`,
          smsUrl: () => `${publicUrl()}/twilio/sms`,
          clock,
          mailbox,
          extension: scripts,
        })
      : null;
  return {
    twilio: { ...account, apiBaseUrl: carrier?.url ?? null },
    model: {
      apiKey: 'sandbox',
      baseUrl: `${model?.url ?? ''}/v1`,
      name: 'sandbox',
      fallbackName: null,
      api: 'responses',
    },
    smtpUrl: mailbox?.url ?? null,
    carrier: carrier === null ? null : { carrierUrl: carrier.url },
    async close() {
      const played = scripts.close();
      await Promise.all([carrier?.close(), mailbox?.close(), model?.close(), played]);
    },
  };
}
