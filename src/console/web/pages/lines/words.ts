import {
  CalendarClock,
  CalendarPlus,
  CalendarSearch,
  Languages,
  Link,
  type LucideIcon,
  Mail,
  MessageSquareText,
  PhoneCall,
  PhoneForwarded,
  PhoneOff,
  Zap,
} from 'lucide-react';
import type { LinePreview, PreviewedTool, WhyNot } from '../../../contract/lines.ts';

interface ToolWords {
  readonly title: string;
  readonly icon: LucideIcon;
}

const tools: Readonly<Record<string, ToolWords>> = {
  send_sms: { title: 'Text a message', icon: MessageSquareText },
  send_email: { title: 'E-mail a message', icon: Mail },
  send_sms_link: { title: 'Text a link', icon: Link },
  send_email_link: { title: 'E-mail a link', icon: Link },
  transfer_to_agent: { title: 'Connect with a person now', icon: PhoneForwarded },
  request_callback: { title: 'Have somebody call back in a moment', icon: PhoneCall },
  find_callback_slots: { title: 'Look for times to be called back', icon: CalendarSearch },
  schedule_callback: { title: 'Book a time to be called back', icon: CalendarPlus },
  change_callback: { title: 'Move or cancel a callback', icon: CalendarClock },
  switch_language: { title: 'Go on in another language', icon: Languages },
  end_call: { title: 'Say goodbye and hang up', icon: PhoneOff },
};

export function toolWords({ name, isAction }: Pick<PreviewedTool, 'name' | 'isAction'>): ToolWords {
  const known = isAction ? undefined : tools[name];
  return known ?? { title: name, icon: Zap };
}

const features: Readonly<Record<string, string>> = {
  bridge_call: 'Connecting calls',
  click_to_call: 'Callback now',
  callback_scheduling: 'Booked callbacks',
  sms: 'Texts',
  email: 'E-mail',
};
export const featureWords = (name: string): string => features[name] ?? name;

const missing: Readonly<Record<string, string>> = {
  mail: 'the site has no mail preset',
  links: 'the line has neither links nor allowed hosts',
  transfer: 'there are no people to connect with',
  callbacks: 'nothing is said about callbacks',
  'callbacks.slots': 'there are no times to book',
  'voice.languages': 'the line speaks one language',
  contact_details: 'there are no contact details to send',
};

/** Why a call does not get it, in a few words. */
export function whyNotWords({ code, setting }: WhyNot): string {
  switch (code) {
    case 'feature_off':
      return `the site's feature “${featureWords(setting.replace(/^features\./, ''))}” is off`;
    case 'switched_off':
      return 'switched off on this line';
    case 'not_configured':
      return missing[setting] ?? 'not in the file';
    case 'outside_hours':
      return 'nobody is there at this time';
  }
}

const ways: Readonly<Record<string, string>> = {
  transfer: 'Connected with a person now',
  callback_now: 'Called back in a moment',
  scheduled_callback: 'A booked time to be called back',
  text_contact: 'Contact details by text',
  email_contact: 'Contact details by e-mail',
};
export const wayWords = (way: string): string => ways[way] ?? way;

export const callerWords: Readonly<Record<LinePreview['caller'], string>> = {
  known: 'A known contact',
  unknown: 'An unknown number',
  anonymous: 'A withheld number',
  sip: 'An internet call (SIP)',
};

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** "es-US" as "American Spanish"; what is no language as it is. */
export function languageWords(code: string): string {
  if (code === 'multi') return 'any language (detected)';
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
}
