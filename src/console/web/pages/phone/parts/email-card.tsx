import { Paperclip } from 'lucide-react';
import { useState } from 'react';
import type { ReceivedEmail } from '../../../../contract/phone-stream.ts';
import { Button, LinkButton } from '../../../kit/button.tsx';
import { Facts } from '../../../kit/card.tsx';
import { Time } from '../../../kit/time.tsx';
import { LinkedText } from './linked-text.tsx';

/** An e-mail as its reader sees it. It runs nothing, loads nothing and knows nothing of this page. */
export function EmailCard({ email, item }: { readonly email: ReceivedEmail; readonly item: number }) {
  const [showsText, setShowsText] = useState(email.html === null);
  const { subject, attachments } = email;
  return (
    <article className="phone-email" aria-label={`E-mail: ${subject}`}>
      <header>
        <p className="phone-mail-head">
          E-mail · <Time at={email.at} show="time" />
        </p>
        <h3>{subject === '' ? '(no subject)' : subject}</h3>
        <Facts
          facts={[
            ['From', email.from],
            ['To', email.to],
            ['Copy', email.cc.join(', ')],
            ['Blind copy', email.bcc.join(', ')],
            ['Reply to', email.replyTo],
          ]}
        />
      </header>
      {showsText || email.html === null ? (
        <p className="phone-email-text">
          <LinkedText>{email.text.trim()}</LinkedText>
        </p>
      ) : (
        <iframe className="phone-email-html" title={`E-mail: ${subject}`} sandbox="" srcDoc={guarded(email.html)} />
      )}
      <footer className="row">
        {email.html !== null && (
          <Button small variant="quiet" onPress={() => setShowsText(!showsText)}>
            {showsText ? 'Show it as designed' : 'Show the plain text'}
          </Button>
        )}
        {attachments.map(({ name, type, size }, index) => (
          <LinkButton
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
            key={index}
            small
            icon={Paperclip}
            href={`/api/phone/inbox/${item}/files/${index}`}
            download={name === '' ? 'attachment' : name}
          >
            {name === '' ? type : name} ({sizeText(size)})
          </LinkButton>
        ))}
      </footer>
    </article>
  );
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Before anything of the e-mail itself: no script, no picture from elsewhere, light as e-mails are. */
const guarded = (html: string): string =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
  '<meta name="color-scheme" content="light"><style>html{background:#fff;color:#1a1a1a;font-family:sans-serif}</style>' +
  html;

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
