import type { Environment } from './config/env.ts';
import type { Site } from './domain/site.ts';

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
  const { twilio, model, smtpUrl, databaseUrl } = environment;
  const part = (name: string, real: string | null): string => `  ${name.padEnd(9)} ${real ?? 'sandbox'}`;
  return [
    '',
    `Attendant answers at ${publicUrl}`,
    part('Twilio', twilio === null ? null : (twilio.apiBaseUrl ?? 'real')),
    part('model', model === null ? null : `${model.name} (${model.api}) at ${model.baseUrl ?? 'OpenAI'}`),
    part('mail', smtpUrl === null ? null : new URL(smtpUrl).host),
    part('store', databaseUrl === null ? `embedded, in ${environment.dataDirectory}` : 'PostgreSQL'),
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
