import type { MailPreset, Site, SmtpSettings } from '../domain/site.ts';
import type { SmtpServer } from '../domain/smtp-server.ts';
import { isReference, type Secrets } from './check-secrets.ts';

export interface MailServerSources {
  /** The sites in force. */
  readonly sites: readonly Site[];
  readonly secret: Secrets['secret'];
  /** Of presets that name no server of their own; null: there is none. */
  readonly sharedUrl: string | null;
  /** The sandbox's mailbox, for presets whose own server cannot be told or that have none; null: mail is real. */
  readonly sandboxUrl: string | null;
}

/**
 * Whose mail server a preset of a site uses: its own, else the shared one, else the sandbox's. Null: not configured, or
 * not in the site's file any more. A preset that names a server never falls back on another real one.
 */
export function findMailServer(sources: MailServerSources, siteId: string, preset: string): SmtpServer | null {
  const site = sources.sites.find(({ id }) => id === siteId);
  const chosen = site !== undefined && Object.hasOwn(site.mail, preset) ? site.mail[preset] : undefined;
  if (chosen === undefined) return null;
  const named = chosen.smtp_url !== undefined || chosen.smtp !== undefined;
  return (named ? ownServer(chosen, sources.secret) : sources.sharedUrl) ?? sources.sandboxUrl;
}

function ownServer({ smtp_url: url, smtp }: MailPreset, secret: Secrets['secret']): SmtpServer | null {
  if (smtp !== undefined) return account(smtp, secret);
  return url === undefined ? null : secret(url);
}

function account({ host, port, secure, ...login }: SmtpSettings, secret: Secrets['secret']): SmtpServer | null {
  const server = { host, port: port ?? (secure ? 465 : 587), secure };
  if (login.user === undefined || login.password === undefined) return { ...server, user: null, password: null };
  const user = isReference(login.user) ? secret(login.user) : login.user;
  const password = secret(login.password);
  return user === null || password === null ? null : { ...server, user, password };
}
