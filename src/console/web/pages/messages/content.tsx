import { Paperclip } from 'lucide-react';
import type { MessageDetail } from '../../../contract/messages.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card, Code, Facts } from '../../kit/card.tsx';
import { Tabs } from '../../kit/tabs.tsx';

type Content = MessageDetail['content'];
type Email = Extract<Content, { medium: 'email' }>;

/** A message as its recipient gets it. */
export function MessageContent({ content }: { readonly content: Content }) {
  if (content.medium === 'sms') return <TextContent content={content} />;
  return content.medium === 'email' ? <EmailContent content={content} /> : <RequestContent content={content} />;
}

function TextContent({ content }: { readonly content: Extract<Content, { medium: 'sms' }> }) {
  const { body, from, segments, encoding } = content;
  const parts = `${segments} ${segments === 1 ? 'part' : 'parts'}, ${encoding}`;
  return (
    <Card title="The text" aside={<Badge>{parts}</Badge>}>
      <div className="stack">
        <p className="messages-bubble">{body}</p>
        <p className="muted small">From {from}</p>
      </div>
    </Card>
  );
}

/** Without scripts, and without anything from elsewhere: what it would load is not loaded. */
const policy =
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">';

function EmailContent({ content }: { readonly content: Email }) {
  const { html, text, subject, attachments } = content;
  const plain = <pre className="messages-plain">{text}</pre>;
  return (
    <Card title={subject === '' ? 'The e-mail' : subject}>
      <div className="stack">
        <Envelope content={content} />
        {html === null ? (
          plain
        ) : (
          <Tabs
            label="Versions of the e-mail"
            tabs={[
              { id: 'html', title: 'As most will see it', content: <Rendered html={html} /> },
              { id: 'text', title: 'Plain text', content: plain },
            ]}
          />
        )}
        {attachments.length > 0 && (
          <ul className="row" aria-label="Attachments">
            {attachments.map(({ name, type }) => (
              <li key={name}>
                <Badge icon={Paperclip}>
                  {name}
                  {type !== null && ` (${type.split(';')[0]})`}
                </Badge>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function Envelope({ content: { from, replyTo, to, cc, bcc } }: { readonly content: Email }) {
  return (
    <Facts
      facts={[
        ['From', from],
        ['To', to.join(', ')],
        ['Copy', cc.join(', ')],
        ['Blind copy', bcc.join(', ')],
        ['Answers go to', replyTo],
      ]}
    />
  );
}

const Rendered = ({ html }: { readonly html: string }) => (
  <iframe className="messages-frame" title="The e-mail" sandbox="" srcDoc={`${policy}${html}`} />
);

function RequestContent({ content }: { readonly content: Extract<Content, { medium: 'http' }> }) {
  const { method, url, body, answer } = content;
  return (
    <Card title="The request">
      <div className="stack">
        <p className="messages-url">
          <Badge>{method}</Badge> {url}
        </p>
        {body !== null && <Code label="What was sent">{body}</Code>}
        {answer === null ? (
          <p className="muted">There was no answer.</p>
        ) : (
          <>
            <h3>Answered with {answer.status}</h3>
            {answer.body === null ? (
              <p className="muted">Nothing of the answer is kept.</p>
            ) : (
              <Code label="What was answered">{answer.body}</Code>
            )}
          </>
        )}
      </div>
    </Card>
  );
}
