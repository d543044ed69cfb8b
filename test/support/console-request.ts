/** Changes something as a page of this machine does: with the token that `/api/who` gives out. */
export async function postToConsole(url: string, path: string, body: unknown): Promise<Response> {
  const who = (await (await fetch(`${url}/api/who`)).json()) as { csrfToken: string };
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': who.csrfToken },
    body: JSON.stringify(body),
  });
}
