import type { ReactNode } from 'react';
import { type Bubble, type LegView, splitFinished } from '../model/leg-view.ts';
import { useStickToEnd } from './stick-to-end.ts';

/**
 * What is said on one phone. Utterances that are over stand in a log, so that a screen reader tells each once; the one
 * that goes on is shown word by word below it.
 */
export function Transcript({
  view,
  label,
  nameOther,
  interim = '',
  children,
}: {
  readonly view: LegView;
  readonly label: string;
  readonly nameOther: (who: string) => string;
  /** What is being said, before it is certain. */
  readonly interim?: string;
  /** Below what is said. */
  readonly children?: ReactNode;
}) {
  const [finished, open] = splitFinished(view.bubbles);
  const bottom = useStickToEnd(view.bubbles.length > 1, view.bubbles, interim);
  const bubble = (one: Bubble) => <BubbleView key={one.id} bubble={one} nameOther={nameOther} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="phone-talk" tabIndex={0} aria-label={label} ref={bottom}>
      <div className="phone-log" role="log" aria-label={label}>
        {finished.map(bubble)}
      </div>
      <div className="phone-log" aria-live="off">
        {open.map(bubble)}
        {interim !== '' && (
          <Bubbled side="me" className="interim">
            {interim} …
          </Bubbled>
        )}
      </div>
      {children}
    </section>
  );
}

function BubbleView({ bubble, nameOther }: { readonly bubble: Bubble; readonly nameOther: (who: string) => string }) {
  switch (bubble.kind) {
    case 'bot':
      return <BotBubble bubble={bubble} />;
    case 'me':
      return (
        <Bubbled side="me" who="You">
          {bubble.text}
        </Bubbled>
      );
    case 'keys':
      return (
        <Bubbled side="me" who="You press" className="keys">
          {[...bubble.digits].map((digit, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: keys never change their place
            <kbd key={index}>{digit}</kbd>
          ))}
        </Bubbled>
      );
    case 'other':
      return (
        <Bubbled side="other" who={nameOther(bubble.who)} className="person" showsWho>
          {bubble.text}
        </Bubbled>
      );
    case 'note':
      return <p className={bubble.tone === 'bad' ? 'phone-note bad' : 'phone-note'}>{bubble.text}</p>;
  }
}

/** Heard: dark; to come: light; never heard: struck through. */
function BotBubble({ bubble }: { readonly bubble: Extract<Bubble, { kind: 'bot' }> }) {
  const heard = bubble.text.slice(0, bubble.heard);
  const rest = bubble.text.slice(bubble.heard);
  return (
    <Bubbled side="other" who={bubble.source === 'say' ? 'Announcement' : 'Bot'}>
      {heard}
      {rest !== '' && bubble.state === 'open' && <span className="to-come">{rest}</span>}
      {rest.trim() !== '' && bubble.state === 'cut' && (
        <del>
          <span className="visually-hidden"> Not heard: </span>
          {rest}
        </del>
      )}
    </Bubbled>
  );
}

function Bubbled({
  side,
  who,
  className = '',
  showsWho = false,
  children,
}: {
  readonly side: 'me' | 'other';
  readonly who?: string;
  readonly className?: string;
  readonly showsWho?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={`phone-bubble ${side} ${className}`}>
      {who !== undefined && <span className={showsWho ? 'phone-who' : 'visually-hidden'}>{who}: </span>}
      {children}
    </div>
  );
}
