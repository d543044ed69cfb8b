import { LinkifyIt } from 'linkify-it';
import type { Line, Link } from './line.ts';

/** The part of a line that says which links may leave the house. */
export type LinkPolicy = Pick<Line, 'links' | 'allowed_link_hosts'>;

export interface ResolvedLink {
  readonly url: string;
  /** As the bot calls it; the host where the line gives no title. */
  readonly title: string;
}

/** Made once: putting its patterns together costs more than using them. */
const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true, urlAuth: true });
const longestUrl = 500;
/** Scheme, protocol-relative, or labels joined by dots whose last is a word: what a phone may make tappable. */
const linkLike =
  /\/\/|^(?:javascript|data|vbscript|tel|sms|mailto):\S|[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}-]+)*\.(?:\p{L}{2,}|xn--[a-z0-9-]+)(?![\p{L}\p{N}])/iu;
const scheme = /^([a-z][a-z0-9+.-]*):/i;

/** What the model named: one of the line's link ids, one of its URLs, or an https URL on an allowed host. Null: neither. */
export function resolveLink(named: string, policy: LinkPolicy): ResolvedLink | null {
  const wanted = named.trim();
  const listed = policy.links.find((link) => link.id === wanted || isSameUrl(link, wanted));
  if (listed !== undefined) return { url: listed.url, title: listed.title };
  const url = parseHttpsUrl(wanted);
  if (url === null || !isAllowedHost(url.hostname, policy)) return null;
  return { url: url.href, title: url.hostname };
}

/**
 * The first thing in a free text that a phone or mail program could turn into a link and that is not on the line's
 * links or allowed hosts; null when there is none. `addresses`: e-mail addresses that may be named. Fails closed:
 * "today.Thanks" counts as a domain, and the model is told to put a space.
 */
export function findForbiddenLink(text: string, policy: LinkPolicy, addresses: readonly string[] = []): string | null {
  const plain = text.normalize('NFKC').replace(/(?<=[\p{L}\p{N}])[。｡](?=[a-z0-9])/giu, '.');
  const words = plain
    .split(/\s+/)
    .flatMap((word) => (isListedUrl(word, policy) ? [] : word.split(/[,;|<>()[\]{}"'`\\]+/)));
  const suspicious = words.map(trimPunctuation).filter((word) => linkLike.test(word) || linkify.test(word));
  return suspicious.find((word) => !isAllowed(word, policy, addresses)) ?? null;
}

const trimPunctuation = (word: string): string => word.replace(/^[.:!?*_~-]+|[.:!?*_~-]+$/g, '');

const isListedUrl = (word: string, policy: LinkPolicy): boolean =>
  policy.links.some((link) => isSameUrl(link, word) || isSameUrl(link, trimPunctuation(word)));

function isAllowed(word: string, policy: LinkPolicy, addresses: readonly string[]): boolean {
  if (isListedUrl(word, policy)) return true;
  if (word.includes('@') && !word.includes('/')) return isAllowedAddress(word, policy, addresses);
  const url = parseHttpsUrl(scheme.test(word) ? word : `https://${word.replace(/^\/\//, '')}`);
  if (url === null) return false;
  return (
    isAllowedHost(url.hostname, policy) ||
    (url.href === `https://${url.hostname}/` && isHostOfLink(url.hostname, policy))
  );
}

function isAllowedAddress(word: string, policy: LinkPolicy, addresses: readonly string[]): boolean {
  const address = word.replace(/^mailto:/i, '').toLowerCase();
  const host = address.slice(address.lastIndexOf('@') + 1);
  if (address.indexOf('@') !== address.lastIndexOf('@')) return false;
  return addresses.includes(address) || isAllowedHost(host, policy) || isHostOfLink(host, policy);
}

const isHostOfLink = (host: string, policy: LinkPolicy): boolean =>
  policy.links.some((link) => new URL(link.url).hostname === host);

/** Https, no name or password in it, the usual port. A look-alike host becomes `xn--…` here and is then not listed. */
function parseHttpsUrl(text: string): URL | null {
  if (text.length > longestUrl || /[\s\\\p{Cc}]/u.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '';
  return plain && /^https:\/\/[^/]/i.test(text) ? url : null;
}

/** `help.example.com` allows itself; `*.example.com` what is below it. */
function isAllowedHost(host: string, policy: LinkPolicy): boolean {
  return policy.allowed_link_hosts.some((allowed) =>
    allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) && host.length > allowed.length - 1 : host === allowed,
  );
}

function isSameUrl(link: Link, text: string): boolean {
  const url = parseHttpsUrl(text);
  return url !== null && url.href === new URL(link.url).href;
}
