import { Inbox, SendHorizontal } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { z } from 'zod';
import { useCommand } from '../../../data/use-api.ts';
import { IconButton } from '../../../kit/button.tsx';
import { EmptyState } from '../../../kit/note.tsx';
import { Time } from '../../../kit/time.tsx';
import type { Mail } from '../model/desk.ts';
import { nameOf, type Placed, usePhone } from '../phone-context.ts';
import { EmailCard } from './email-card.tsx';
import { LinkedText } from './linked-text.tsx';
import { useStickToEnd } from './stick-to-end.ts';

/** Every SMS and e-mail that left the sandbox, the newest below, and texts back to the line. */
export function Mailbox() {
  const { desk, placed } = usePhone();
  const box = useStickToEnd(true, desk.mail);
  const canText = placed?.as?.kind === 'number' || placed?.as?.kind === 'contact';
  return (
    <div className="phone-mailbox">
      {desk.mail.length === 0 ? (
        <EmptyState icon={Inbox} title="No messages yet">
          Texts and e-mails that the bot sends arrive here at once. Ask it to text or e-mail you something.
        </EmptyState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="phone-scroll" tabIndex={0} aria-label="Messages" ref={box}>
          <div className="phone-mail" role="log" aria-label="Messages">
            {desk.mail.map((one) => (
              <MailView key={one.id} mail={one} />
            ))}
          </div>
        </section>
      )}
      {canText && placed !== null && <TextBack placed={placed} />}
    </div>
  );
}

function MailView({ mail }: { readonly mail: Mail }) {
  const { setup } = usePhone();
  if (mail.kind === 'sent') {
    const { to, from, body, at, error } = mail.sent;
    return (
      <article className="phone-sms sent" aria-label="SMS sent">
        <p className="phone-mail-head">
          {from} texts {nameOf(setup, to)} · <Time at={at} show="time" />
        </p>
        <p className="phone-bubble me">{body}</p>
        {error !== null && <p className="phone-hint bad">{error.message}</p>}
      </article>
    );
  }
  const { received, item } = mail;
  if (received.medium === 'email') return <EmailCard email={received} item={item} />;
  return (
    <article className="phone-sms" aria-label="SMS received">
      <p className="phone-mail-head">
        SMS to {received.to} from {nameOf(setup, received.from)} · <Time at={received.at} show="time" />
      </p>
      <p className="phone-bubble other">
        <LinkedText>{received.text}</LinkedText>
      </p>
    </article>
  );
}

/** The caller texts the line: STOP, a yes to an appointment, anything. */
function TextBack({ placed }: { readonly placed: Placed }) {
  const { setup } = usePhone();
  const [body, setBody] = useState('');
  const id = useId();
  const send = useCommand(
    z.object({}),
    (text: string) => {
      const { siteId, lineId, as } = placed;
      return { path: '/api/phone/texts', body: { siteId, lineId, as, body: text } };
    },
    { onDone: () => setBody('') },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (body.trim() !== '') send.mutate(body.trim());
  };
  const label = `Text the ${nameOf(setup, placed.to)} line as ${placed.from}`;
  return (
    <form className="phone-say" onSubmit={submit}>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <input
        id={id}
        className="input"
        value={body}
        maxLength={1600}
        autoComplete="off"
        placeholder={label}
        onChange={(event) => setBody(event.target.value)}
      />
      <IconButton
        label="Send the text"
        icon={SendHorizontal}
        variant="primary"
        type="submit"
        isPending={send.isPending}
        isDisabled={body.trim() === ''}
      />
    </form>
  );
}
