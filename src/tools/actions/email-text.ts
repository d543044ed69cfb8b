import type { EmailAction } from '../../domain/action.ts';
import { callRecord } from '../../domain/call-record.ts';
import { toHtml } from '../../domain/email-body.ts';
import type { EmailContent } from '../../domain/message.ts';
import { stripControls } from '../../domain/sms-text.ts';
import { maskText } from '../../domain/spoken/masked.ts';
import { renderTemplate } from '../../domain/template.ts';
import { oneLine } from '../email-content.ts';
import { guardText } from '../guard-text.ts';
import type { Execution, ToolContext } from '../tool.ts';
import { messageValues } from './action-values.ts';

/** The built-in template of an e-mail that carries the record of the call. */
const recordSubject = 'Your call with <%= it.call.site %>';
const recordBody = 'Here is the record of your call with <%= it.call.site %> on <%= it.call.time %>.';

/** Subject, plain text and HTML of an action's e-mail, from its templates. */
export async function emailText(
  action: EmailAction,
  input: Readonly<Record<string, unknown>>,
  context: ToolContext,
  run: Execution,
): Promise<Pick<EmailContent, 'subject' | 'text' | 'html'>> {
  const values = messageValues(action, input, context, run);
  const record = await recordOf(action, input, context);
  const body = renderTemplate(action.body ?? recordBody, values, 'text').trim();
  const text = `${[body, ...record].join('\n\n')}\n`;
  const html =
    action.html === undefined ? toHtml(text) : withRecord(renderTemplate(action.html, values, 'html'), record);
  return { subject: oneLine(renderTemplate(action.subject ?? recordSubject, values, 'text')), text, html };
}

/** The parts of the record, as paragraphs. */
async function recordOf(
  { include, mask_personal_data: masked }: EmailAction,
  input: Readonly<Record<string, unknown>>,
  context: ToolContext,
): Promise<readonly string[]> {
  const { inForce, store, call, contact } = context;
  const parts: string[] = [];
  if (include.includes('summary')) {
    const summary = stripControls(String(input.summary ?? '')).trim();
    parts.push(`Summary:\n${masked ? maskText(summary) : summary}`);
  }
  if (include.includes('transcript')) {
    await context.written();
    const transcript = callRecord(await store.eventsOfCall(call.id), {
      botName: inForce.line.persona.name,
      callerName: contact?.name?.split(' ')[0] ?? 'Caller',
      timeZone: inForce.site.time_zone,
      masked,
    });
    parts.push(`What was said:\n${withoutForbidden(transcript, context)}`);
  }
  return parts;
}

/** What was said may hold what must not be sent: such a line is left out, for nobody can write it again. */
function withoutForbidden(transcript: string, context: ToolContext): string {
  const lines = transcript.split('\n');
  return lines
    .map((line) => (guardText(line, context) === null ? line : line.replace(/: .*$/s, ': (left out)')))
    .join('\n');
}

function withRecord(html: string, record: readonly string[]): string {
  if (record.length === 0) return html;
  const added = toHtml(record.join('\n\n')).replace(/^.*?<body>|<\/body>.*$/gs, '');
  return /<\/body>/i.test(html) ? html.replace(/<\/body>/i, (end) => `${added}${end}`) : `${html}${added}`;
}
