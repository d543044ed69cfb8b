import type { ServerResponse } from 'node:http';
import { sendJson } from './http-routes.ts';

const PAGE_SIZE = 50;
const MOST = 1000;

/** One page of a list, as Twilio's lists have them. */
export function sendPage(
  response: ServerResponse,
  query: URLSearchParams,
  name: string,
  uri: string,
  items: readonly unknown[],
): void {
  const size = Math.min(Number(query.get('PageSize') ?? PAGE_SIZE) || PAGE_SIZE, MOST);
  const page = Number(query.get('Page') ?? 0) || 0;
  const of = (number: number): string => {
    const wanted = new URLSearchParams(query);
    wanted.set('PageSize', String(size));
    wanted.set('Page', String(number));
    return `${uri}?${wanted}`;
  };
  const more = items.length > (page + 1) * size;
  sendJson(response, 200, {
    [name]: items.slice(page * size, (page + 1) * size),
    page,
    page_size: size,
    start: page * size,
    end: Math.max(page * size, Math.min((page + 1) * size, items.length) - 1),
    uri: of(page),
    first_page_uri: of(0),
    previous_page_uri: page === 0 ? null : of(page - 1),
    next_page_uri: more ? of(page + 1) : null,
  });
}
