import { askConsent, askDestination, destinationValue, knownDestination, namedDestination } from './destination.ts';
import type { Understood } from './intent.ts';
import { answerFrom } from './knowledge.ts';
import { either, offerWhatThereIs } from './phrase.ts';
import {
  type Content,
  findTool,
  hasTool,
  type Medium,
  type Move,
  type Scene,
  type Sending,
  type Setting,
  say,
} from './scene.ts';
import { argumentsFor } from './tool-schema.ts';
import { contentWords } from './words.ts';

const otherMedium: Readonly<Record<Medium, Medium>> = { sms: 'email', email: 'sms' };
const verbs = { sms: 'text', email: 'e-mail' } as const;

/** A wish to have something sent. */
export function beginSending(scene: Scene, setting: Setting, heard: Understood): Move {
  const link = matchLink(setting, heard);
  const wantsLink = link !== null || heard.mentionsLink;
  const content = link ?? (wantsLink ? null : matchContent(scene, setting, heard));
  const medium = heard.medium;
  const to = medium === null ? null : namedDestination(heard, medium);
  return nextStep(scene, setting, {
    kind: 'sending',
    asksFor: 'medium',
    wantsLink,
    medium,
    content,
    to,
    addressFor: null,
  });
}

/** An utterance while something waits to be sent; null when it is about something else. */
export function continueSending(scene: Scene, setting: Setting, sending: Sending, heard: Understood): Move | null {
  switch (sending.asksFor) {
    case 'medium':
      return heard.medium === null ? null : nextStep(scene, setting, withMedium(sending, heard.medium));
    case 'link': {
      const content = matchLink(setting, heard);
      return content === null ? null : nextStep(scene, setting, { ...sending, content });
    }
    case 'content':
      return nextStep(scene, setting, { ...sending, content: { kind: 'text', text: heard.text } });
    case 'destination':
    case 'consent':
      return settleDestination(scene, setting, sending, heard);
    case 'form':
    case 'typed':
    case 'result':
      return null;
  }
}

function settleDestination(scene: Scene, setting: Setting, sending: Sending, heard: Understood): Move | null {
  const medium = sending.medium ?? 'sms';
  const named = namedDestination(heard, medium);
  if (named !== null) return nextStep(scene, setting, { ...sending, to: named });
  if (heard.medium !== null && heard.medium !== medium && !heard.yes && sending.addressFor === null) {
    return nextStep(scene, setting, withMedium(sending, heard.medium));
  }
  if (sending.asksFor === 'consent' && heard.yes && !heard.no) {
    return sending.content === null ? nextStep(scene, setting, sending) : send(scene, setting, sending);
  }
  if (heard.no) return say(scene, { ...sending, to: null, asksFor: 'destination' }, askDestination(medium));
  return null;
}

/** What could not go by one medium may go by the other; null when there is no tool for that. */
export function offerOtherMedium(scene: Scene, setting: Setting, sending: Sending): Move | null {
  const medium = otherMedium[sending.medium ?? 'email'];
  return hasTool(setting, toolName(sending, medium)) ? askRest(scene, setting, withMedium(sending, medium)) : null;
}

const withMedium = (sending: Sending, medium: Medium): Sending => ({ ...sending, medium, to: null });

/** Asks for the first thing that is missing. */
export function nextStep(scene: Scene, setting: Setting, sending: Sending): Move {
  const media = (['sms', 'email'] as const).filter((medium) => hasTool(setting, toolName(sending, medium)));
  const [only] = media;
  if (only === undefined) return cannotSend(scene, setting, sending);
  const { medium } = sending;
  if (medium === null && media.length > 1) {
    return say(scene, { ...sending, asksFor: 'medium' }, 'Would you like that by text or by e-mail?');
  }
  if (medium === null) return askRest(scene, setting, { ...sending, medium: only });
  if (media.includes(medium)) return askRest(scene, setting, { ...sending, medium });
  const move = askRest(scene, setting, withMedium(sending, otherMedium[medium]));
  const apology = `I can't ${verbs[medium]} that, but I can ${verbs[otherMedium[medium]]} it.`;
  return { ...move, answer: { text: `${apology} ${move.answer.text}` } };
}

function askRest(scene: Scene, setting: Setting, sending: Sending): Move {
  const medium = sending.medium ?? 'sms';
  if (sending.content === null && sending.wantsLink) return askLink(scene, setting, sending);
  if (sending.content === null) return say(scene, { ...sending, asksFor: 'content' }, 'What should the message say?');
  const to = sending.to ?? knownDestination(setting, medium);
  if (to === null) return say(scene, { ...sending, asksFor: 'destination' }, askDestination(medium));
  return say(scene, { ...sending, to, asksFor: 'consent' }, askConsent(to, setting, verbs[medium]));
}

function askLink(scene: Scene, setting: Setting, sending: Sending): Move {
  const titles = setting.briefing.links.map((link) => link.title);
  if (titles.length === 0) return say(scene, null, `I have no link for that. ${offerWhatThereIs(setting.tools)}`);
  return say(scene, { ...sending, asksFor: 'link' }, `Which one would you like: ${either(titles)}?`);
}

function cannotSend(scene: Scene, setting: Setting, { medium }: Sending): Move {
  const what = medium === null ? 'send that' : `${verbs[medium]} you that`;
  return say(scene, null, `I'm sorry, I can't ${what} on this line. ${offerWhatThereIs(setting.tools)}`);
}

const toolName = (sending: Sending, medium: Medium): string => `send_${medium}${sending.wantsLink ? '_link' : ''}`;

/** The caller said yes. */
export function send(scene: Scene, setting: Setting, sending: Sending): Move {
  const { medium, content, to } = sending;
  const tool = medium === null ? undefined : findTool(setting, toolName(sending, medium));
  if (tool === undefined || content === null || to === null) return cannotSend(scene, setting, sending);
  const values =
    content.kind === 'link'
      ? { link: content.id, to: destinationValue(to) }
      : { to: destinationValue(to), message: content.text, body: content.text, subject: subjectOf(content.text) };
  return {
    scene: { ...scene, pending: { ...sending, asksFor: 'result' } },
    answer: { text: "Sure, I'm sending it now.", call: { name: tool.name, values: argumentsFor(tool, values) } },
  };
}

/** The first words, without what would need a line of its own. */
function subjectOf(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim().split(' ');
  return words.length <= 8 ? words.join(' ').replace(/[.,]$/, '') : `${words.slice(0, 8).join(' ')} …`;
}

/** The link whose id, title or description shares most with what was said; the only one there is, if a link was meant. */
function matchLink({ briefing }: Setting, heard: Understood): Extract<Content, { kind: 'link' }> | null {
  const said = new Set(contentWords(heard.text));
  const scored = briefing.links.map((link) => {
    const named = contentWords(`${link.id.replace(/[-_]/g, ' ')} ${link.title}`).filter((word) => !generic.has(word));
    const described = contentWords(link.description).filter((word) => !generic.has(word));
    return { link, score: 2 * named.filter((w) => said.has(w)).length + described.filter((w) => said.has(w)).length };
  });
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  const needed = heard.mentionsLink ? 1 : 2;
  const chosen = best !== undefined && best.score >= needed ? best.link : null;
  const link = chosen ?? (heard.mentionsLink && briefing.links.length === 1 ? briefing.links[0] : undefined);
  return link === undefined || link === null ? null : { kind: 'link', id: link.id, title: link.title };
}

const generic = new Set(contentWords('link links page pages website web site url online text email mail send message'));

const asksHowToReach = /\bcontact\b|\byour (?:\w+ )?(?:number|address)\b|\b(?:support|phone|office) number\b/;

/** "saying …", "that", or what the knowledge has on it. */
function matchContent(scene: Scene, { briefing }: Setting, heard: Understood): Content | null {
  if (heard.literal !== null) return { kind: 'text', text: heard.literal };
  if (briefing.contact !== null && asksHowToReach.test(heard.plain)) return { kind: 'text', text: briefing.contact };
  const topic = contentWords(heard.text).filter((word) => !generic.has(word) && !/^\d/.test(word));
  const known = topic.length === 0 ? null : answerFrom(briefing.knowledge, topic.join(' '));
  const text = known ?? scene.lastAnswer;
  return text === null ? null : { kind: 'text', text };
}
