import { describe, expect, it } from 'vitest';
import { SiteFolder, siteText } from './site-folder.ts';

async function findings(site: string): Promise<readonly string[]> {
  using folder = new SiteFolder();
  folder.write('site.yaml', siteText(site));
  return (await folder.problems()).map((problem) => problem.replace(/^site\.yaml:/, ''));
}

describe('the actions of a site file', () => {
  it.each([
    [
      'a name of a built-in tool',
      '{ type: send_sms, name: end_call, description: d, to: caller, message: m }',
      'end_call is a built-in tool',
    ],
    [
      'a parameter that is not there',
      '{ type: send_sms, name: a, description: d, to: caller, message: "<%= it.nmae %>", parameters: [{ name: name, type: string, description: d }] }',
      'there is no parameter nmae; did you mean name?',
    ],
    [
      'code in a template',
      '{ type: send_sms, name: a, description: d, to: caller, message: "<% process.exit() %>" }',
      'write a parameter as <%= it.name %>',
    ],
    [
      'an enum without values',
      '{ type: send_sms, name: a, description: d, to: caller, message: m, parameters: [{ name: n, type: enum, description: d }] }',
      'type enum needs values',
    ],
    [
      'an unknown preset',
      '{ type: send_email, name: a, description: d, to: model, subject: s, body: b, preset: other }',
      'there is no mail preset "other"',
    ],
    [
      'a host chosen by a parameter',
      '{ type: http_request, name: a, description: d, url: "https://<%= it.n %>/", allowed_hosts: [a.example.com], parameters: [{ name: n, type: string, description: d }] }',
      'write the host out',
    ],
    [
      'a host that is not allowed',
      '{ type: http_request, name: a, description: d, url: "https://b.example.com/", allowed_hosts: [a.example.com] }',
      'the host b.example.com is not among allowed_hosts',
    ],
    [
      'a name or password in the URL',
      '{ type: http_request, name: a, description: d, url: "https://u:p@a.example.com/" }',
      'use headers with ${NAME}',
    ],
    [
      'plain http to a foreign host',
      '{ type: http_request, name: a, description: d, url: "http://a.example.com/" }',
      'add a.example.com to private_hosts',
    ],
    [
      'a port of a foreign host',
      '{ type: http_request, name: a, description: d, url: "https://a.example.com:8443/" }',
      'no port here',
    ],
    [
      'a body of a GET',
      '{ type: http_request, name: a, description: d, url: "https://a.example.com/", body: { a: 1 } }',
      'a GET request has no body',
    ],
    [
      'a body that is not JSON',
      `{ type: http_request, name: a, description: d, method: POST, url: "https://a.example.com/", body: "{a: 1}" }`,
      'this is not JSON',
    ],
    [
      'a header of the server',
      '{ type: http_request, name: a, description: d, url: "https://a.example.com/", headers: { Host: x } }',
      'Host is set by the server',
    ],
    [
      'a key of its own for all requests',
      '{ type: http_request, name: a, description: d, url: "https://a.example.com/", headers: { Idempotency-Key: x } }',
      'Idempotency-Key is set by the server',
    ],
    [
      'a header no request can carry',
      '{ type: http_request, name: a, description: d, url: "https://a.example.com/", headers: { TE: trailers } }',
      'TE is set by the server',
    ],
    [
      'a header of other characters',
      '{ type: http_request, name: a, description: d, url: "https://a.example.com/", headers: { x: "5 €" } }',
      'a header holds plain characters only',
    ],
    [
      'a secret that would be sent as it stands',
      '{ type: http_request, name: a, description: d, url: "https://a.example.com/", headers: { x: "Bearer ${orders_token}" } }',
      'write a secret as ${NAME}',
    ],
    [
      'a parameter in a header',
      `{ type: http_request, name: a, description: d, url: "https://a.example.com/", headers: { x: "<%= it.p %>" }, parameters: [{ name: p, type: string, description: d }] }`,
      'no parameters in headers',
    ],
    [
      'a path that is none',
      '{ type: http_request, name: a, description: d, url: "https://a.example.com/", result_paths: ["a..b"] }',
      'write a path such as',
    ],
    ['no subject', '{ type: send_email, name: a, description: d, to: model, body: b }', 'needs a subject'],
    ['no body', '{ type: send_email, name: a, description: d, to: model, subject: s }', 'needs a body'],
    [
      'a calendar without a time',
      '{ type: send_email, name: a, description: d, to: model, subject: s, body: b, calendar: { title: t, start: p }, parameters: [{ name: p, type: date, description: d }] }',
      'with_time: true',
    ],
    [
      "a stranger's link in a text to callers",
      '{ type: send_sms, name: a, description: d, to: caller, message: "See www.foreign.example" }',
      'is not among the line',
    ],
    [
      "the line's own number",
      '{ type: send_sms, name: a, description: d, to: "+14155550101", message: m }',
      "line's own number",
    ],
    [
      'call without anything to wait for',
      '{ type: send_sms, name: a, description: d, to: caller, message: m, only_if_previous_succeeded: call }',
      'call needs depends_on',
    ],
    [
      'waiting for a tool that is not there',
      '{ type: send_sms, name: a, description: d, to: caller, message: m, only_if_previous_succeeded: call, depends_on: [send_smss] }',
      'did you mean send_sms?',
    ],
    [
      'waiting for itself',
      '{ type: send_sms, name: a, description: d, to: caller, message: m, only_if_previous_succeeded: call, depends_on: [a] }',
      'cannot depend on itself',
    ],
    [
      'a result of no action',
      '{ type: send_sms, name: a, description: d, to: caller, message: "<%= it.results.b.message %>" }',
      'there is no action b',
    ],
    [
      'a name that is taken',
      '{ type: send_sms, name: a, description: d, to: caller, message: m, parameters: [{ name: call, type: string, description: d }] }',
      'has a meaning of its own',
    ],
    [
      'an attachment outside',
      '{ type: send_email, name: a, description: d, to: model, subject: s, body: b, attachments: [../x.pdf] }',
      'must lie in the site file',
    ],
  ])('[CFG30] an action that cannot work: %s', async (_what, action, expected) => {
    expect(await findings(`actions:\n  - ${action}`)).toEqual([expect.stringContaining(expected)]);
  });
});
