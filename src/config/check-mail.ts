import type { Line } from '../domain/line.ts';
import type { MailPreset, Site, SmtpSettings } from '../domain/site.ts';
import { isReference, type Secrets, secretFindings } from './check-secrets.ts';
import { readUrl } from './env-urls.ts';
import { nearest } from './nearest.ts';
import { error, type Finding, type Path, warning } from './problem.ts';

/** The servers of the presets: that each has one, or none of its own, and the secrets they name. */
export function mailFindings(site: Site, secrets: Secrets): readonly Finding[] {
  return Object.entries(site.mail).flatMap(([id, preset]) => serverFindings(preset, ['mail', id], secrets));
}

function serverFindings({ smtp_url: url, smtp }: MailPreset, at: Path, secrets: Secrets): readonly Finding[] {
  const findings = [...secretFindings(url, [...at, 'smtp_url'], secrets), ...urlFindings(url, at, secrets)];
  if (smtp === undefined) return findings;
  const path = [...at, 'smtp'];
  if (url !== undefined)
    findings.push({
      ...error(path, 'smtp_url and smtp both say which server; keep one, remove the other'),
      atKey: true,
    });
  return [...findings, ...loginFindings(smtp, path, secrets), ...portFindings(smtp, path)];
}

const readSmtpUrl = readUrl(['smtp:', 'smtps:']);

/** What stands in the environment is not repeated: it holds a password. */
function urlFindings(reference: string | undefined, at: Path, { secret }: Secrets): readonly Finding[] {
  const url = reference === undefined ? null : secret(reference);
  if (reference === undefined || url === null) return [];
  try {
    readSmtpUrl(url);
    return [];
  } catch (problem) {
    const message = `${reference.slice(2, -1)} in the environment: ${(problem as Error).message}`;
    return [error([...at, 'smtp_url'], message)];
  }
}

function loginFindings({ user, password }: SmtpSettings, at: Path, secrets: Secrets): readonly Finding[] {
  if (user !== undefined && password === undefined)
    return [error([...at, 'user'], 'user needs a password: add password: ${NAME} and set NAME in the environment')];
  if (user === undefined && password !== undefined)
    return [error([...at, 'password'], 'password needs a user: add user, or remove password')];
  const named = user !== undefined && isReference(user) ? user : undefined;
  return [
    ...secretFindings(named, [...at, 'user'], secrets),
    ...secretFindings(password, [...at, 'password'], secrets),
  ];
}

/** On these two ports it is settled how TLS begins; the other way round a connection never comes about. */
function portFindings({ port, secure }: SmtpSettings, at: Path): readonly Finding[] {
  if (port === 465 && !secure) return [warning([...at, 'port'], 'port 465 takes TLS only: add secure: true')];
  if (port === 587 && secure)
    return [warning([...at, 'port'], 'port 587 begins without TLS: remove secure, or use port 465')];
  return [];
}

/** The preset a line uses, and that there is one at all where it must send. */
export function presetFindings(site: Site, line: Line, at: Path): readonly Finding[] {
  const presets = Object.keys(site.mail);
  const findings = unknownPreset(presets, line.mail_preset, [...at, 'mail_preset']);
  if (line.link_delivery.email && presets.length === 0) {
    const message = 'needs a mail preset: add one under mail at the top of the file';
    return [...findings, error([...at, 'link_delivery', 'email'], message)];
  }
  return findings;
}

/** A preset that is named but not there. */
export function unknownPreset(presets: readonly string[], preset: string | undefined, path: Path): readonly Finding[] {
  if (preset === undefined || presets.includes(preset)) return [];
  const meant = nearest(preset, presets);
  const known = presets.length === 0 ? 'the site has none; add one under mail' : `write one of ${presets.join(', ')}`;
  return [error(path, `there is no mail preset "${preset}"; ${meant === null ? known : `did you mean "${meant}"?`}`)];
}
