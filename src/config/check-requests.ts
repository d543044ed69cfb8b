import type { HttpAction } from '../domain/action.ts';
import { type Secrets, secretFindings } from './check-secrets.ts';
import { error, type Finding, type Path } from './problem.ts';

/** Set by whoever sends the request; a file that sets them breaks it. */
const notOurs = new Set(
  'connection content-length expect host idempotency-key keep-alive proxy-authorization proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);

/** A request of the file goes where the file says, carries JSON, and has its secrets. */
export function requestFindings(action: HttpAction, at: Path, secrets: Secrets): readonly Finding[] {
  return [
    ...hostFindings(action, at),
    ...headerFindings(action, at, secrets),
    ...bodyFindings(action, at),
    ...action.result_paths.flatMap((path, index) =>
      /^[^.\s]+(\.[^.\s]+)*$/.test(path)
        ? []
        : [error([...at, 'result_paths', index], 'write a path such as order.status or items.0.name')],
    ),
  ];
}

/** The host is fixed in the file: a parameter must never choose where a request goes. */
function hostFindings({ url, private_hosts: ours, allowed_hosts: allowed }: HttpAction, at: Path): readonly Finding[] {
  const path = [...at, 'url'];
  const authority = /^https?:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  if (authority.includes('<%')) return [error(path, 'write the host out; parameters may only follow it')];
  if (!URL.canParse(`https://${authority}`)) return [error(path, 'the host cannot be read; write https://host/path')];
  if (authority.includes('@')) return [error(path, 'no name or password in the URL; use headers with ${NAME}')];
  const { hostname } = new URL(`https://${authority}`);
  const isOurs = ours.includes(hostname) || ours.includes(hostname.replace(/^\[|\]$/g, ''));
  if (isOurs) return [];
  const isAllowed = allowed.some((one) => (one.startsWith('*.') ? hostname.endsWith(one.slice(1)) : hostname === one));
  if (allowed.length > 0 && !isAllowed)
    return [error(path, `the host ${hostname} is not among allowed_hosts; add it there`)];
  if (url.startsWith('http:'))
    return [error(path, `write https://, or add ${hostname} to private_hosts if it is in your own network`)];
  const port = /:\d+$/.exec(authority)?.[0] ?? '';
  return port === '' ? [] : [error(path, `no port here, or add ${hostname} to private_hosts`)];
}

function headerFindings({ headers }: HttpAction, at: Path, secrets: Secrets): readonly Finding[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const path = [...at, 'headers', name];
    if (notOurs.has(name.toLowerCase())) return [error(path, `${name} is set by the server; remove it`)];
    if (/[\r\n\0]/.test(value)) return [error(path, 'a header has one line')];
    if (!/^[\x20-\x7e\x80-\xff]*$/.test(value)) return [error(path, 'a header holds plain characters only')];
    if (/\$\{(?![A-Z][A-Z0-9_]*\})/.test(value)) return [error(path, 'write a secret as ${NAME}, in capitals')];
    if (value.includes('<%')) return [error(path, 'no parameters in headers; put them into the body or the URL')];
    const references = value.match(/\$\{[A-Z][A-Z0-9_]*\}/g) ?? [];
    return references.flatMap((reference) => secretFindings(reference, path, secrets));
  });
}

function bodyFindings({ method, body }: HttpAction, at: Path): readonly Finding[] {
  const path = [...at, 'body'];
  if (body === undefined) return [];
  if (method === 'GET') return [error(path, 'a GET request has no body; write method: POST or remove it')];
  if (typeof body !== 'string') return [];
  try {
    JSON.parse(body);
    return [];
  } catch {
    return [error(path, 'this is not JSON; put every parameter in quotes, or write the body as YAML')];
  }
}
