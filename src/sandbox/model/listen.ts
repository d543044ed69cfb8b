import { beginAction, continueAction } from './acting.ts';
import { answerFormOffer, answerTyped, answerUnread, unreadAddress } from './address-form.ts';
import { beginCallback, continueCallback, findSlots } from './calling-back.ts';
import { changeCallback } from './changing-callback.ts';
import { namedDestination } from './destination.ts';
import { type Understood, understand } from './intent.ts';
import { answerFrom } from './knowledge.ts';
import { anythingElse, offerWhatThereIs } from './phrase.ts';
import {
  findTool,
  hasTool,
  type Move,
  type Offering,
  type Pending,
  type Scene,
  type Setting,
  say,
  whatIsOffered,
} from './scene.ts';
import { beginSending, continueSending } from './sending.ts';
import { argumentsFor, choices } from './tool-schema.ts';
import { contentWords, searchTerms } from './words.ts';

/** What the server heard in the caller's words: it has the better ear. */
export interface Captured {
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
}

/** The caller said something. */
export function listen(scene: Scene, setting: Setting, text: string, captured: Captured): Move {
  const own = understand(text);
  const heard = { ...own, email: captured.email ?? own.email, phone: captured.phone ?? own.phone };
  const move =
    goOn(scene, setting, heard) ??
    changeCallback(scene, setting, heard) ??
    beginAction(scene, setting, heard) ??
    begin(scene, setting, heard);
  return { ...move, scene: { ...move.scene, said: [...scene.said, text] } };
}

/** With something pending an answer to it comes first, unless the caller plainly turns to something else. */
function goOn(scene: Scene, setting: Setting, heard: Understood): Move | null {
  const { pending } = scene;
  if (pending === null) return null;
  const asksContent = pending.kind !== 'offering' && (pending.asksFor === 'content' || pending.asksFor === 'value');
  if (heard.wish === 'cancel') return say({ ...scene, awaited: null }, null, `No problem. ${anythingElse}`);
  if (!asksContent && turnsAway(pending, heard)) return null;
  return continuePending(scene, setting, pending, heard);
}

function turnsAway(pending: Pending, heard: Understood): boolean {
  if (heard.wish === 'bye') return true;
  if (answersDestination(pending, heard)) return false;
  if (heard.wish === 'send') return pending.kind !== 'sending' || contentWords(heard.text).length > 2;
  return heard.wish === 'agent' || heard.wish === 'language' || (heard.wish === 'callback' && !heard.yes && !heard.no);
}

/** The bot asked where to, and the caller says it: "send it to …" is no new wish then. */
function answersDestination(pending: Pending, heard: Understood): boolean {
  if (pending.kind === 'offering' || pending.asksFor !== 'destination' || heard.mentionsLink) return false;
  const medium = pending.kind === 'sending' ? pending.medium : pending.kind === 'acting' ? pending.takes : 'sms';
  return medium !== null && namedDestination(heard, medium) !== null;
}

function continuePending(scene: Scene, setting: Setting, pending: Pending, heard: Understood): Move | null {
  if (unreadAddress(pending) !== null) return answerUnread(scene, setting, heard);
  const typed = answerTyped(scene, heard);
  if (typed !== null) return typed;
  switch (pending.kind) {
    case 'sending':
      if (pending.asksFor === 'form') return answerFormOffer(scene, setting, pending, heard);
      return continueSending(scene, setting, pending, heard);
    case 'calling-back':
      return continueCallback(scene, setting, pending, heard);
    case 'acting':
      return continueAction(scene, setting, pending, heard);
    case 'offering':
      if (triesAgain.test(heard.plain) && hasTool(setting, 'transfer_to_agent')) return transfer(scene, setting, heard);
      return heard.yes ? acceptOffer(scene, setting, pending.what, heard) : null;
  }
}

const triesAgain = /\btry (?:it |that )?(?:again|once more|one more time)\b|\banother try\b/;

function acceptOffer(scene: Scene, setting: Setting, what: Offering['what'], heard: Understood): Move | null {
  if (what === 'slots') return findSlots(scene, setting, heard);
  if (what === 'agent') return transfer(scene, setting, heard);
  return what === 'callback' ? beginCallback(scene, setting, heard) : null;
}

function begin(scene: Scene, setting: Setting, heard: Understood): Move {
  switch (heard.wish) {
    case 'send':
      return beginSending(scene, setting, heard);
    case 'agent':
      return transfer(scene, setting, heard);
    case 'callback':
      return beginCallback(scene, setting, heard);
    case 'language':
      return switchLanguage(scene, setting, heard);
    case 'bye':
      return goodbye(scene, setting);
    case 'repeat':
      return say(scene, scene.pending, scene.lastBot === '' ? 'How can I help you?' : scene.lastBot);
    case 'hold':
      return say(scene, scene.pending, 'Of course, take your time.');
    case 'name':
      return say(scene, scene.pending, introduce(setting));
    case 'greeting':
      return say(scene, scene.pending, greet(setting));
    default:
      return reply(scene, setting, heard);
  }
}

/** No wish we have a rule for: an answer from the knowledge, thanks, yes, no, or not known. */
function reply(scene: Scene, setting: Setting, heard: Understood): Move {
  const known = answerFrom(setting.briefing.knowledge, heard.text);
  const isShort = searchTerms(heard.text).size === 0;
  if (known !== null && !isShort) return tell(scene, known);
  if (heard.wish === 'thanks') return say(scene, null, `You're welcome. ${anythingElse}`);
  if (heard.no && scene.pending === null && isShort) return goodbye(scene, setting);
  if (heard.no && isShort) return say(scene, null, `All right. ${anythingElse}`);
  if (heard.yes && isShort) return say(scene, scene.pending, 'Sure. What can I do for you?');
  if (heard.mentionsLink && setting.briefing.links.length > 0) return beginSending(scene, setting, heard);
  return doNotKnow(scene, setting);
}

/** What was being arranged is taken up again behind the answer. */
function tell(scene: Scene, known: string): Move {
  const question = /[^.!?]*\?\s*$/.exec(scene.lastBot)?.[0].trim() ?? '';
  const resumes = scene.pending !== null && scene.pending.kind !== 'offering' && question !== '';
  const text = resumes ? `${known} ${question}` : known;
  const waits = resumes || scene.awaited !== null;
  return say({ ...scene, lastAnswer: known }, waits ? scene.pending : null, text);
}

function doNotKnow(scene: Scene, setting: Setting): Move {
  const people = setting.tools.filter((tool) => !tool.name.startsWith('send_'));
  const text = `I'm sorry, I don't have that information. ${offerWhatThereIs(people)}`;
  return say(scene, { kind: 'offering', what: whatIsOffered(setting) }, text);
}

function transfer(scene: Scene, setting: Setting, heard: Understood): Move {
  const tool = findTool(setting, 'transfer_to_agent');
  if (tool === undefined) return noPerson(scene, setting);
  const said = [...scene.said, heard.text].slice(-6).join(' / ');
  const department = choices(tool, 'department').find((one) => isNamed(one, said)) ?? null;
  const values = { reason: 'The caller asked for a person.', summary: `The caller said: ${said}`, department };
  const call = { name: tool.name, values: argumentsFor(tool, values) };
  return { scene: { ...scene, pending: null }, answer: { text: "One moment, I'll put you through.", call } };
}

function isNamed(department: string, said: string): boolean {
  const words = new Set(contentWords(said));
  return contentWords(department).some((word) => words.has(word));
}

function noPerson(scene: Scene, setting: Setting): Move {
  const back = hasTool(setting, 'request_callback') || hasTool(setting, 'find_callback_slots');
  const text = `I'm sorry, I can't put you through right now. ${offerWhatThereIs(setting.tools)}`;
  return say(scene, { kind: 'offering', what: back ? 'callback' : null }, text);
}

function switchLanguage(scene: Scene, setting: Setting, heard: Understood): Move {
  const tool = findTool(setting, 'switch_language');
  const wanted = choices(tool, 'language').find((tag) => tag.toLowerCase().startsWith(heard.language ?? '-'));
  if (tool === undefined || wanted === undefined)
    return say(scene, scene.pending, "I'm sorry, I don't speak that language.");
  const call = { name: tool.name, values: argumentsFor(tool, { language: wanted }) };
  return { scene, answer: { text: '', call } };
}

const farewell = 'Thank you for calling. Goodbye!';

function goodbye(scene: Scene, setting: Setting): Move {
  const tool = findTool(setting, 'end_call');
  if (tool === undefined) return say(scene, null, farewell);
  const call = { name: tool.name, values: argumentsFor(tool, { farewell }) };
  return { scene: { ...scene, pending: null }, answer: { text: '', call } };
}

function greet({ briefing }: Setting): string {
  const name = briefing.caller.name?.split(' ')[0];
  return `Hello${name === undefined ? '' : `, ${name}`}! How can I help you today?`;
}

function introduce({ briefing }: Setting): string {
  const name = briefing.name === null ? "I'm" : `My name is ${briefing.name}, and I'm`;
  return `${name} the automated assistant here. How can I help you?`;
}
