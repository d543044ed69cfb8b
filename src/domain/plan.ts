import type { Site } from './site.ts';

const PRO_CAPS = { smsPerHour: 50, emailPerHour: 25 } as const;

/** What a site may send per hour over all its lines. Null: no cap. */
export interface HourlyCaps {
  readonly smsPerHour: number | null;
  readonly emailPerHour: number | null;
}

/** The hourly caps of a site: fixed on the pro plan, as configured (unlimited by default) on enterprise. */
export function capsOf(site: Site): HourlyCaps {
  if (site.plan === 'pro') return PRO_CAPS;
  return {
    smsPerHour: site.limits.sms_per_hour ?? null,
    emailPerHour: site.limits.email_per_hour ?? null,
  };
}
