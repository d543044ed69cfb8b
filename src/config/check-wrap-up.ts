import type { Line } from '../domain/line.ts';
import type { Site } from '../domain/site.ts';
import { repeated } from './check-repeated.ts';
import { type Secrets, secretFindings } from './check-secrets.ts';
import { error, type Finding, type Path } from './problem.ts';

const longestDisposition = 100;
/** Recipients of one e-mail with notes; the call's cap. */
const mostRecipients = 20;

/** `at`: the line's `transfer.wrap_up`. Notes have somewhere to go, and a word for what a call came to. */
export function wrapUpFindings(site: Site, line: Line, at: Path, secrets: Secrets): readonly Finding[] {
  const wrapUp = line.transfer?.wrap_up;
  if (wrapUp === undefined) return [];
  const { dispositions, webhook, mail_to: mailTo } = wrapUp;
  const findings: Finding[] = [
    ...repeated(dispositions, (index) => [...at, 'dispositions', index], 'disposition'),
    ...secretFindings(webhook?.secret, [...at, 'webhook', 'secret'], secrets),
    ...urlFindings(webhook?.url, [...at, 'webhook', 'url']),
  ];
  if (dispositions.length === 0) findings.push(error([...at, 'dispositions'], 'write at least one, or leave it out'));
  for (const [index, name] of dispositions.entries())
    if (name.length > longestDisposition)
      findings.push(error([...at, 'dispositions', index], `write at most ${longestDisposition} characters`));
  if (mailTo.length > 0 && Object.keys(site.mail).length === 0)
    findings.push(error([...at, 'mail_to'], 'needs a mail preset under mail'));
  if (mailTo.length > mostRecipients) findings.push(error([...at, 'mail_to'], `at most ${mostRecipients} addresses`));
  return findings;
}

/** What the requester would refuse each time is refused here once. */
function urlFindings(url: string | undefined, at: Path): readonly Finding[] {
  const parsed = url !== undefined && URL.canParse(url) ? new URL(url) : null;
  if (parsed === null) return [];
  if (parsed.username !== '' || parsed.password !== '')
    return [error(at, 'no name or password in the URL; requests are signed with the secret')];
  return parsed.port === '' ? [] : [error(at, 'no port here: notes go to the usual one of https')];
}
