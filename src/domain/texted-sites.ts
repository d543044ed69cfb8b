import type { Line } from './line.ts';
import type { Site } from './site.ts';

/** Where a text was sent to. */
export interface TextedSender {
  /** E.164. */
  readonly number: string;
  /** `MG…`; null where the number stands in no Messaging Service. */
  readonly messagingService: string | null;
}

/** The sites a text was meant for: all that answer calls at its number, or send their own texts from there. */
export function textedSites(sites: readonly Site[], { number, messagingService }: TextedSender): readonly Site[] {
  const isSender = ({ numbers, sms_from }: Line): boolean =>
    numbers.includes(number) || (sms_from !== undefined && (sms_from === number || sms_from === messagingService));
  return sites.filter((site) => site.lines.some(isSender));
}
