import { memo, useEffect, useRef } from 'react';
import type { LiveLine } from '../../../contract/live.ts';
import { Time } from '../../kit/time.tsx';
import { heardPart } from './heard-part.ts';

const speakers = { caller: 'Caller', bot: 'Bot', agent: 'Agent', event: '' } as const;

/**
 * What was said, as it is said. Only finished lines are in the log, so that a screen reader hears each once; what the
 * voice is saying now stands below it.
 */
export function Transcript({
  label,
  lines,
  zone,
}: {
  readonly label: string;
  readonly lines: readonly LiveLine[];
  readonly zone: string | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line scrolls into sight
  useEffect(() => {
    if (atEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [lines]);
  const follow = ({
    currentTarget: { scrollHeight, scrollTop, clientHeight },
  }: {
    currentTarget: HTMLElement;
  }): void => {
    atEnd.current = scrollHeight - scrollTop - clientHeight < 40;
  };
  const speaking = lines.filter(({ done }) => !done);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="live-transcript" ref={box} onScroll={follow} tabIndex={0} aria-label={label}>
      <div role="log" aria-label={label} aria-live="polite" aria-relevant="additions" className="live-lines">
        {lines.map((line) => line.done && <Line key={line.key} line={line} zone={zone} />)}
      </div>
      {lines.length === 0 && <p className="muted small">Nothing was said yet.</p>}
      {speaking.map((line) => (
        <Line key={line.key} line={line} zone={zone} />
      ))}
    </section>
  );
}

const Line = memo(function Line({ line, zone }: { readonly line: LiveLine; readonly zone: string | undefined }) {
  if (line.who === 'event')
    return (
      <p className="live-event small">
        {line.text} <Time at={line.at} zone={zone} show="time" />
      </p>
    );
  const { heard, unheard } = heardPart(line.text, line.heard);
  const by = line.operator === null ? speakers[line.who] : `${line.operator}, through the bot`;
  return (
    <div className={`live-line ${line.operator === null ? line.who : 'bot operator'}${line.done ? '' : ' speaking'}`}>
      <p className="live-who">
        {by}
        {!line.done && ' is speaking'} <Time at={line.at} zone={zone} show="time" />
      </p>
      <p className="live-words">
        {heard}
        {unheard !== '' && (
          <>
            <span className="visually-hidden"> (not heard: </span>
            <del>{unheard}</del>
            <span className="visually-hidden">)</span>
          </>
        )}
      </p>
    </div>
  );
});
