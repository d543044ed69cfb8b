import type { WebhookResult } from './request-webhook.ts';
import { parseXml, type XmlElement } from './xml-element.ts';

export type MessageAnswer =
  | { readonly ok: true; readonly replies: readonly string[] }
  | { readonly ok: false; readonly code: number; readonly message: string };

const problem = (code: number, message: string): MessageAnswer => ({ ok: false, code, message });

/** The texts a messaging webhook answers with; what Twilio would silently drop is named. */
export function readMessageAnswer(answer: WebhookResult): MessageAnswer {
  if (!answer.ok) return answer;
  if (answer.status >= 400) return problem(11200, `the webhook answered ${answer.status}`);
  if (answer.body.trim() === '') return { ok: true, replies: [] };
  if (answer.contentType.startsWith('text/plain')) return { ok: true, replies: [answer.body.trim()] };
  if (!/^(?:text|application)\/xml/.test(answer.contentType))
    return problem(12300, `the webhook answered content type "${answer.contentType}"`);
  const root = parseXml(answer.body);
  if (typeof root === 'string') return problem(12100, root);
  if (root.name !== 'Response') return problem(12102, `the root must be <Response>, not <${root.name}>`);
  const stranger = root.children.find((child) => child.name !== 'Message');
  if (stranger !== undefined) return problem(12200, `<${stranger.name}> is not known in an answer to a text`);
  if (root.text.trim() !== '') return problem(12200, '<Response> has text in it');
  return { ok: true, replies: root.children.map(textOf).filter((text) => text !== '') };
}

/** Its own words, or those of its `<Body>`. */
const textOf = (message: XmlElement): string =>
  [message, ...message.children.filter((child) => child.name === 'Body')].map(({ text }) => text.trim()).join('');
