import { offersBooking, offersCallbackNow } from '../domain/callback-offers.ts';
import type { LineInForce } from '../domain/line-in-force.ts';
import { fitParagraphs, insideSection } from './prompt-text.ts';

export function lineSection(inForce: LineInForce): string {
  const { site, line } = inForce;
  const { name, role, tone } = line.persona;
  const languages = [...new Set([line.voice.language, ...line.voice.languages.map(({ code }) => code)])];
  return [
    '# Line',
    `You are ${name}, ${role ?? 'the phone assistant'} of ${site.name}, on its line "${line.name}".`,
    `Your tone: ${tone}.`,
    `Languages of this line: ${languages.join(', ')}.`,
    insideSection(line.prompt),
    waysToAPerson(inForce),
  ].join('\n');
}

function waysToAPerson(inForce: LineInForce): string {
  const { features } = inForce.site;
  const { escalation, transfer, contact_details: details } = inForce.line;
  const ways = [
    escalation.transfer && transfer && features.bridge_call && 'being connected now, while the line is open',
    offersCallbackNow(inForce) && 'being called back in a moment, while people are there',
    offersBooking(inForce) && 'booking a time to be called back',
    escalation.text_contact && details && features.sms && 'getting the contact details by text message',
    escalation.email_contact && details && features.email && 'getting the contact details by e-mail',
  ].filter((way) => typeof way === 'string');
  if (ways.length === 0) return 'Ways to a person: none on this line. Say so when asked.';
  return `Ways to a person: ${ways.join('; ')}. Only where you have the tool for it.`;
}

/** Empty when the line knows nothing beyond its prompt. */
export function knowledgeSection({ line }: LineInForce): string {
  const items = line.knowledge.flatMap((item) => ('text' in item ? [item] : []));
  const whole = items.map(({ title, text }) => `## ${title}\n\n${insideSection(text)}`).join('\n\n');
  if (whole === '') return '';
  const { text, cut } = fitParagraphs(whole, line.limits.knowledge_tokens);
  const note = cut ? '\n\n(More is known than fits here. What is not on this page, you do not know.)' : '';
  return `# Knowledge\n${text}${note}`;
}

/** Empty when no link may be sent. */
export function linksSection({ site, line }: LineInForce): string {
  const media = [
    ...(line.link_delivery.sms && site.features.sms ? ['text message'] : []),
    ...(line.link_delivery.email && site.features.email ? ['e-mail'] : []),
  ];
  if (media.length === 0 || (line.links.length === 0 && line.allowed_link_hosts.length === 0)) return '';
  const which = media.length > 1 ? 'Ask which the caller prefers.' : '';
  return [
    '# Links',
    `You can send a link by ${media.join(' or ')}. ${which}`.trim(),
    ...line.links.map(({ id, title, description }) => `- ${id}: ${title}${description ? ` — ${description}` : ''}`),
  ].join('\n');
}
