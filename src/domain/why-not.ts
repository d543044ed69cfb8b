/** What keeps something from a line. The tools a call gets are decided by it, and the console shows it. */
export interface WhyNot {
  readonly code: WhyNotCode;
  /** The key of the site file that would change it, as `features.sms` of the site or `escalation.transfer` of the line. */
  readonly setting: string;
}

export const whyNotCodes = [
  /** The site did not buy it or switched it off. */
  'feature_off',
  /** The line has its switch off. */
  'switched_off',
  /** What it takes (people, links, a mail preset, times) is not in the file. */
  'not_configured',
  /** The line has it, but nobody is there at this hour. */
  'outside_hours',
] as const;
export type WhyNotCode = (typeof whyNotCodes)[number];

export const featureOff = (feature: string): WhyNot => ({ code: 'feature_off', setting: `features.${feature}` });
export const switchedOff = (setting: string): WhyNot => ({ code: 'switched_off', setting });
export const notConfigured = (setting: string): WhyNot => ({ code: 'not_configured', setting });
export const outsideHours = (setting: string): WhyNot => ({ code: 'outside_hours', setting });
