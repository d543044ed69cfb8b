import type { Environment } from './config/env.ts';
import type { Site } from './domain/site.ts';
import type { ServerPart } from './ports/process-health.ts';

export interface BannerFacts {
  readonly environment: Environment;
  readonly publicUrl: string;
  readonly sites: readonly Site[];
}

/** Tells whoever started the server where everything is and which parts are real. */
export function printBanner(facts: BannerFacts): void {
  process.stdout.write(`${bannerLines(facts).join('\n')}\n`);
}

export function bannerLines({ environment, publicUrl, sites }: BannerFacts): string[] {
  const { twilio } = environment;
  return [
    '',
    `Attendant answers at ${publicUrl}`,
    ...serverParts(environment).map(({ name, real }) => `  ${name.padEnd(9)} ${real ?? 'sandbox'}`),
    ...sites.flatMap((site) => [
      '',
      `${site.name} (${site.plan})`,
      ...site.lines.map((line) => `  ${line.numbers.join(', ').padEnd(14)} ${line.name}`),
    ]),
    '',
    twilio === null ? 'Place a call: npm run call' : `Point your Twilio number at: POST ${publicUrl}/twilio/voice`,
    '',
  ];
}

/** Which parts of this server are real. */
export function serverParts({
  twilio,
  model,
  smtpUrl,
  databaseUrl,
  dataDirectory,
}: BannerFacts['environment']): readonly ServerPart[] {
  return [
    { name: 'Twilio', real: twilio === null ? null : (twilio.apiBaseUrl ?? 'real') },
    { name: 'model', real: model === null ? null : `${model.name} (${model.api}) at ${model.baseUrl ?? 'OpenAI'}` },
    { name: 'mail', real: smtpUrl === null ? null : new URL(smtpUrl).host },
    { name: 'store', real: databaseUrl === null ? `embedded, in ${dataDirectory}` : 'PostgreSQL' },
  ];
}
