import { hasAgentNow, offersBooking, offersCallbackNow } from '../../domain/callback-offers.ts';
import type { Line } from '../../domain/line.ts';
import { mailPreset } from '../../domain/mail-sender.ts';
import type { Site } from '../../domain/site.ts';
import { openTargets, transferIsOn } from '../../domain/transfer-targets.ts';
import type { PhoneSetup } from '../contract/phone.ts';

type Suggestion = PhoneSetup['lines'][number]['suggestions'][number];

/** What a newcomer can say to see something happen, of what this line offers at `now` (epoch ms). */
export function suggestionsFor(site: Site, line: Line, now: number): readonly Suggestion[] {
  const inForce = { site, line, version: '' };
  const agents = hasAgentNow(inForce, now);
  const [link] = line.links;
  return [
    ...(site.features.sms ? [sms(link !== undefined && line.link_delivery.sms ? link.title : null)] : []),
    ...(site.features.email && mailPreset({ site, line }) !== null
      ? [email(link !== undefined && line.link_delivery.email ? link.title : null)]
      : []),
    ...(transferIsOn(inForce) && openTargets(inForce, now).length > 0
      ? [{ kind: 'transfer', say: "I'd like to speak to a person, please." } as const]
      : []),
    ...(offersCallbackNow(inForce) && agents
      ? [{ kind: 'callback', say: 'Can somebody call me back right away?' } as const]
      : []),
    ...(offersBooking(inForce)
      ? [{ kind: 'booking', say: 'Can somebody call me back tomorrow morning?' } as const]
      : []),
  ];
}

const sms = (title: string | null): Suggestion => ({
  kind: 'sms',
  say: title === null ? 'When are you open? Can you text me that?' : `Could you text me the link to ${title}?`,
});

const email = (title: string | null): Suggestion => ({
  kind: 'email',
  say: title === null ? 'Please e-mail me your opening hours.' : `Please e-mail me the link to ${title}.`,
});
