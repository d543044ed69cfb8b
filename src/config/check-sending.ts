import { type EmailAction, isForTeam, recipientsNamed, type SmsAction, templatesOf } from '../domain/action.ts';
import type { Line } from '../domain/line.ts';
import { findForbiddenLink } from '../domain/link-guard.ts';
import { countryOf } from '../domain/phone-number.ts';
import type { Site } from '../domain/site.ts';
import { unknownPreset } from './check-mail.ts';
import { error, type Finding, type Path, warning } from './problem.ts';

/** An action that sends has something to send with, something to say, and names no stranger's links. */
export function sendingFindings(site: Site, action: EmailAction | SmsAction, at: Path): readonly Finding[] {
  const feature = action.type === 'send_sms' ? 'sms' : 'email';
  const unbought = site.features[feature] ? [] : [warning(at, `has no effect: the site's feature ${feature} is off`)];
  const own = action.type === 'send_sms' ? smsFindings(site, action, at) : emailFindings(site, action, at);
  return [...unbought, ...own, ...linkFindings(site, action, at)];
}

const linesAt = (site: Site, at: Path): readonly Line[] =>
  at[0] === 'lines' ? site.lines.filter((_, index) => index === at[1]) : site.lines;

function smsFindings(site: Site, action: SmsAction, at: Path): readonly Finding[] {
  const numbers = recipientsNamed(action).filter((recipient) => recipient.startsWith('+'));
  return linesAt(site, at).flatMap((line) =>
    numbers.flatMap((number) => {
      const path = [...at, 'to'];
      if (line.numbers.includes(number)) return [error(path, `${number} is the line's own number; write a person's`)];
      const sender = senderTo(line, countryOf(number) ?? '');
      return isName(sender) && number.startsWith('+1')
        ? [error(path, `the sender "${sender}" of line ${line.id} cannot text numbers in +1; give it a number`)]
        : [];
    }),
  );
}

function emailFindings(site: Site, action: EmailAction, at: Path): readonly Finding[] {
  const presets = Object.keys(site.mail);
  const findings: Finding[] = [];
  if (presets.length === 0) findings.push(error(at, 'needs a mail preset: add one under mail at the top of the file'));
  if (action.include.length === 0 && action.subject === undefined) findings.push(error(at, 'needs a subject'));
  if (action.include.length === 0 && action.body === undefined) findings.push(error(at, 'needs a body'));
  return [...findings, ...unknownPreset(presets, action.preset, [...at, 'preset']), ...calendarFindings(action, at)];
}

function calendarFindings({ calendar, parameters }: EmailAction, at: Path): readonly Finding[] {
  if (calendar === undefined) return [];
  const start = parameters.find(({ name }) => name === calendar.start);
  if (start?.type === 'date' && start.with_time === true) return [];
  const message = 'must name a parameter of type date that has with_time: true';
  return [error([...at, 'calendar', 'start'], message)];
}

/** What goes to callers may show the line's own links only; what goes to the team is the business's affair. */
function linkFindings(site: Site, action: EmailAction | SmsAction, at: Path): readonly Finding[] {
  if (isForTeam(action)) return [];
  const text = templatesOf(action)
    .map((template) => template.replace(/<%[^%]*%>/g, ' '))
    .map((template) => template.replace(/<[^<>]*>/g, (tag) => ` ${/https?:[^"'\s>]+/.exec(tag)?.[0] ?? ''} `))
    .join('\n');
  const addresses = Object.values(site.mail).flatMap(({ from, reply_to }) => [from.address, reply_to ?? '']);
  const found = linesAt(site, at)
    .map((line) => findForbiddenLink(text, line, addresses))
    .find((link) => link !== null);
  if (found === undefined) return [];
  const message = `"${found}" is not among the line's links or allowed_link_hosts; add it there, or put a space after each full stop`;
  return [error(at, message)];
}

/** A name as sender works outside North America only. */
export function senderFindings(site: Site, line: Line, at: Path): readonly Finding[] {
  const countries = line.sms_countries ?? [site.country];
  const wrong = countries.filter((country) => northAmerica.includes(country) && isName(senderTo(line, country)));
  return wrong.map((country) =>
    error(
      [...at, Object.hasOwn(line.sms_senders, country) ? 'sms_senders' : 'sms_from'],
      `texts to ${country} need a number or a Messaging Service as sender; set sms_senders: { ${country}: "+1…" }`,
    ),
  );
}

const northAmerica: readonly string[] = ['US', 'CA', 'PR'];
const senderTo = (line: Line, country: string): string =>
  line.sms_senders[country] ?? line.sms_from ?? line.numbers[0] ?? '';
const isName = (sender: string): boolean => !sender.startsWith('+') && !/^MG[0-9a-f]{32}$/.test(sender);
